"""Who sits on the receiver's port."""

import http.client
import json

TIMEOUT_S = 1.0
ENOUGH_BYTES = 1000


def is_liveapp(port: int) -> bool:
    """Whether what answers on this port of 127.0.0.1 calls itself liveapp."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/healthz")
        health = json.loads(connection.getresponse().read(ENOUGH_BYTES))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()
    return isinstance(health, dict) and health.get("app") == "liveapp"
