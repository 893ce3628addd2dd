"""How often a process looks for what nobody holds any more."""

import gc

ALLOCATED = 5_000  # objects made, beyond those let go, before a look; Python's own 700 is for small programs


def settle() -> None:
    """Leave alone what was loaded, which stays as long as the process, and look less often.

    A page makes some thousands of objects and lets nearly all of them go by itself; looking through them,
    and through the whole application now and then, took a tenth of its time.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATED, 10, 10)
