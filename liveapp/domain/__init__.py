"""What a bet, a round and a stream are. Plain Python: no I/O, nothing imported from outside."""
