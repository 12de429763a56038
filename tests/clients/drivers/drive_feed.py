"""Drives `liveapp_feed.py`, which lies in the working directory: TOKEN PORT."""

import json
import sys

sys.path.insert(0, "")
from liveapp_feed import Feed

token, port = sys.argv[1:]
feed = Feed(token, int(port), shortest_wait_s=0.05)
for line in sys.stdin:
    feed.send(json.loads(line))
feed.close("unsent.jsonl")
