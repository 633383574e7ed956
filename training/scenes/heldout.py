"""The one rule of what is never trained on.

A combination of subject, colour word and background word is held out when its hash falls
under SHARE. Training never draws such a scene; `unseen combinations` in evaluate.py draws
nothing else. Scene seeds of training are even, those of evaluation odd.
"""

import zlib

SHARE = 0.05


def held_out(subject: str, colour: str, background: str) -> bool:
    """True for the combinations that only evaluation may draw."""
    key = f"{subject}|{colour}|{background}".encode()
    return zlib.crc32(key) % 10_000 < SHARE * 10_000
