"""The stage as it is built from the shards and the subjects' table."""

from pathlib import Path

from data.subjects import read_subjects

from .bank import SHARDS, Bank, read_records
from .draw import Stage


def load_stage(folder: Path = SHARDS) -> Stage:
    """Cast and scenery for drawing scenes; reads no pictures."""
    return make_stage(*read_records(folder))


def make_stage(sprites: list[dict], strips: list[dict]) -> Stage:
    """The stage of these records."""
    return Stage(sprites, strips, {s.name: s.place for s in read_subjects()})


def stage_of(bank: Bank) -> Stage:
    """The stage of a bank already in memory, whatever lies on disk by now."""
    return make_stage(bank.sprite_records, bank.strip_records)


def load_hypernyms() -> dict[str, tuple[str, ...]]:
    """Synonyms and more general words of every subject, nearest first; 'thing' says nothing."""
    table = {s.name: tuple(w for w in s.hypernyms if w not in ("thing", "sky", "landscape")) for s in read_subjects()}
    try:
        from data.birds.species import SPECIES

        table |= {s.name: s.hypernyms for s in SPECIES}
    except ImportError:
        pass
    return table
