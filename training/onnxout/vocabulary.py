"""vocabulary.json: the words that captions were made of, for completing prompts and for naming what is missing."""

from data.birds.species import SPECIES
from data.colours import WORDS as COLOURS
from data.grounds.palette import BACKGROUNDS
from data.subjects import read_subjects
from scenes.world import FAR_WORDS, PLACES, SIZE_WORDS, SKY_WORDS, TIMES

GROUPS = dict(
    animal="animals", plant="plants", food="food", building="buildings", nature="landscapes", vehicle="vehicles", sky="sky", thing="things",
)  # fmt: skip


def also(name: str, others: tuple[str, ...], taken: set[str]) -> list[str]:
    """Other words that mean this subject alone: its synonyms, not what many share."""
    return [word for word in others if word not in taken and word != name]


def several(table) -> list[str]:
    """Every phrase of a table of phrases, once, in its order."""
    return list(dict.fromkeys(phrase for phrases in table for phrase in phrases))


def vocabulary(subjects: list[str]) -> dict:
    """{subjects: [{word, group, also}], words: [{kind, words}]} of these subjects, in the order given."""
    rows = {s.name: (GROUPS[s.kind], s.hypernyms) for s in read_subjects()} | {s.name: ("birds", s.hypernyms) for s in SPECIES}
    counts: dict[str, int] = {}
    for _, others in rows.values():
        for word in others:
            counts[word] = counts.get(word, 0) + 1
    shared = {word for word, count in counts.items() if count > 1} | set(rows)
    kinds = dict(
        general=[word for word in counts if counts[word] > 1 and word not in rows and word not in ("thing", "landscape")],
        colours=list(COLOURS),
        sizes=several(SIZE_WORDS.values()),
        places=several(place["words"] for place in PLACES.values()),
        poses=["facing left", "facing right", "looking to the left", "looking to the right"],
        sky=several([*SKY_WORDS.values(), *(time["words"] for time in TIMES.values())]),
        distance=[f"with {word}" for word in several(FAR_WORDS.values())],
        backgrounds=[f"{word} background" for word in BACKGROUNDS],
        phrases=["two", "three", "a picture of", "a painting of", "on the left", "on the right", "next to"],
    )
    return dict(
        subjects=[dict(word=name, group=rows[name][0], also=also(name, rows[name][1], shared)) for name in subjects],
        words=[dict(kind=kind, words=words) for kind, words in kinds.items()],
    )
