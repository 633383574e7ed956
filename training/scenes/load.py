"""The stage as it is built from the shards and the subjects' table."""

from pathlib import Path

from data.subjects import read_subjects

from .bank import SHARDS, read_records
from .draw import Stage


def load_stage(folder: Path = SHARDS) -> Stage:
    """Cast and scenery for drawing scenes; reads no pictures."""
    sprites, strips = read_records(folder)
    return Stage(sprites, strips, {s.name: s.place for s in read_subjects()})


def load_hypernyms() -> dict[str, tuple[str, ...]]:
    """Synonyms and more general words of every subject, nearest first; 'thing' says nothing."""
    table = {s.name: tuple(w for w in s.hypernyms if w not in ("thing", "sky", "landscape")) for s in read_subjects()}
    try:
        from data.birds.species import SPECIES

        table |= {s.name: s.hypernyms for s in SPECIES}
    except ImportError:
        pass
    return table
