"""What is asked of the model in evaluation: prompts, labels, and where the numbers come from. All by fixed seeds."""

from dataclasses import dataclass
from random import Random

from data.colours import HUES
from data.grounds.palette import BACKGROUNDS
from scenes.draw import Stage
from scenes.heldout import held_out
from scenes.nouns import article, countable


@dataclass(frozen=True)
class Asked:
    """One prompt and what a picture of it must show."""

    text: str
    subject: str
    colour: str = ""
    background: str = ""
    second: str = ""  # to the right of the first


def drawn_subjects(stage: Stage, count: int = 200, seed: int = 2026) -> list[str]:
    """The subjects of the table's first row, the same in every evaluation."""
    return sorted(Random(seed).sample(stage.subjects, min(count, len(stage.subjects))))


def single(stage: Stage, subjects: list[str]) -> list[Asked]:
    """'a fox'"""
    return [Asked(article(s, s), s) for s in subjects]


def recolourable(stage: Stage, subject: str) -> bool:
    """Whether every drawing has a main colour that can be turned."""
    return all(stage.sprites[n]["share"] >= 0.12 for n in stage.by_subject[subject])


def coloured(stage: Stage, subjects: list[str], seed: int = 11) -> list[Asked]:
    """'a blue fox', colours in turn, where the drawing has a colour to change and the word is not its own."""
    random, asked = Random(seed), []
    for subject in (s for s in subjects if recolourable(stage, s)):
        own = {stage.sprites[n]["colour"] for n in stage.by_subject[subject]}
        colour = random.choice([c for c in HUES if c not in own])
        asked.append(Asked(article(f"{colour} {subject}", subject), subject, colour))
    return asked


def unseen(stage: Stage, subjects: list[str], count: int, seed: int = 12) -> list[Asked]:
    """Held-out combinations of subject, colour and background: 'a blue fox, mint background'."""
    random, asked = Random(seed), []
    pool = [s for s in subjects if recolourable(stage, s)]
    while len(asked) < count:
        subject, colour, background = random.choice(pool), random.choice(list(HUES)), random.choice(list(BACKGROUNDS))
        clash = colour in background or {colour, background} in ({"blue", "sky blue"}, {"blue", "navy"}, {"purple", "lavender"}, {"orange", "coral"}, {"red", "coral"}, {"green", "mint"})
        if held_out(subject, colour, background) and not clash:
            asked.append(Asked(f"{article(f'{colour} {subject}', subject)}, {background} background", subject, colour, background))
    return asked


def pairs(stage: Stage, subjects: list[str], count: int, seed: int = 13) -> list[Asked]:
    """'a fox on the left and an apple on the right'"""
    random, asked = Random(seed), []
    pool = [s for s in subjects if countable(s)]
    for _ in range(count):
        a, b = random.sample(pool, 2)
        asked.append(Asked(f"{article(a, a)} on the left and {article(b, b)} on the right", a, second=b))
    return asked
