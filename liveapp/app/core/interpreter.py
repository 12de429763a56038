"""How the threads of this process share Python's interpreter, which only one of them has at a time."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TURN_S = 0.0005
"""How long a busy thread keeps the interpreter while others wait for it.

A bet needs it a dozen times on its way, and behind a window that paints it waits so long each time.
"""


@contextmanager
def short_turns() -> Iterator[None]:
    """Have busy threads give way often until the end of the block; then as it was before."""
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before_s)


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Have the garbage collector rest until the end of the block, for work that makes only what stays.

    It looks again and again over all that is there, and takes a tenth of a start.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collecting_what_is_new() -> Iterator[None]:
    """Have the garbage collector pass over all that there is now, until the end of the block.

    A collection stops every thread. Over a program with its window it takes longer than anybody may wait, and
    finds nothing: what the program is built of stays as long as it runs.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
