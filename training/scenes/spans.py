"""Where in a caption its subjects are named: marks set while it is written, then taken out."""

import re

MARK = re.compile("\x01(\\d+)\x02")


def mark(words: str, actors) -> str:
    """Words that name these actors, by their numbers."""
    return f"{words}\x01{''.join(map(str, actors))}\x02"


def unmark(text: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The text without marks, and (character behind the naming words, actors they name) in the order of the words."""
    plain, spans, at = "", [], 0
    for found in MARK.finditer(text):
        plain += text[at : found.start()]
        spans.append((len(plain), [int(c) for c in found[1]]))
        at = found.end()
    return plain + text[at:], spans
