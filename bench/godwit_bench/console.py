"""Words for the person watching."""

import sys


def say(text: str) -> None:
    """Progress goes to standard error, so that standard output is the result alone."""
    print(text, file=sys.stderr, flush=True)
