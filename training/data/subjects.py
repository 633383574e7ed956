"""The table of everyday subjects (subjects.txt), read into records."""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("subjects.txt")


@dataclass(frozen=True)
class Subject:
    """One thing that can be drawn.

    name: the word in captions. slugs: its drawings' names in the emoji sets.
    kind: animal, plant, food, ... place: where it is at home (land, sea, sky, ...).
    facing: 'left' where the drawings are side views, 'front' where they look at us.
    hypernyms: other words for it, from near to far.
    """

    name: str
    slugs: tuple[str, ...]
    kind: str
    place: str
    facing: str
    hypernyms: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """'a, b , c' -> ('a', 'b', 'c')"""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def read_subjects(path: Path = TABLE) -> list[Subject]:
    """Every subject of the table, in its order."""
    subjects = []
    for line in path.read_text().splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            kind, place, facing, parents = (part.strip() for part in line.strip("[]").split(";"))
            continue
        entry, _, others = line.partition("|")
        name, _, slugs = (part.strip() for part in entry.partition("="))
        found = tuple(slugs.split()) or (name.replace(" ", "-"),)
        subjects.append(Subject(name, found, kind, place, facing, words(others) + words(parents)))
    return subjects
