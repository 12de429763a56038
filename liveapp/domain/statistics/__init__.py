"""What was observed, what a fair game would show, and how unusual the difference is.

The only part of the domain with numpy: whoever needs it imports it when the first stream is analysed. `words`
does without.
"""
