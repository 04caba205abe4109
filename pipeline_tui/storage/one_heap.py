"""One heap for all threads: a workstation is open for days, and must not grow by them."""

from __future__ import annotations

import sys

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def share_one_heap() -> None:
    """Have every thread take its memory from one heap, where the C library knows how to.

    glibc gives each thread a heap of its own, and none of them gives back what lies between two pieces that
    stay: a day of short acts in a handful of threads would leave them full of holes. Python's own lock lets
    one thread work at a time, so there is nobody to wait for.
    """
    if sys.platform == "linux":
        import ctypes

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and needs none
        if mallopt is not None:
            mallopt(_ARENA_MAX, 1)
