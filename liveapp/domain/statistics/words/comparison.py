"""What belongs beside several streams that are looked at together."""

COMPARED = (
    "Fair streams differ by chance alone: of any few, one has won the most and one the least. Their order "
    "says nothing about their seeds, nor about bets to come."
)
