"""Drawing scenes: a random generator in, a fully described scene out."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from data.colours import HUES, NEUTRALS, hue_word, name, target
from data.grounds.palette import BACKGROUNDS

from .heldout import held_out
from .world import FLOATING, HOMES, INDOORS, PLACES, SIZES, TIMES


@dataclass
class Actor:
    """One subject in a scene. x, y: centre; size: upright height; shares of the picture. angle: degrees, counter-clockwise."""

    subject: str
    sprite: int
    record: dict
    colour: str
    recoloured: bool
    hsl: tuple[float, float, float]
    x: float = 0.5
    y: float = 0.5
    size: float = 0.5
    size_word: str = ""
    angle: float = 0.0
    flip: bool = False
    facing: str = "front"


@dataclass
class Scene:
    """Everything the painter and the captions need to know."""

    actors: list[Actor]
    background: str
    paper: tuple[tuple[float, ...], tuple[float, ...]]
    place: str
    time: str
    layers: dict = field(default_factory=dict)  # name -> (strip id, kind, left, top, flip)
    brightness: float = 0.0
    wobble: float = 2.0


def rgb(hex_colour: str) -> tuple[float, float, float]:
    """'#f5e9d1' -> shares of 1."""
    return tuple(int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


class Stage:
    """The cast and scenery, indexed for drawing. Made once from the shards' records."""

    def __init__(self, sprites: list[dict], strips: list[dict], homes: dict[str, str]):
        self.sprites = sprites
        self.by_subject = defaultdict(list)
        for number, record in enumerate(sprites):
            self.by_subject[record["subject"]].append(number)
        self.subjects = sorted(self.by_subject)
        self.birds = sorted({r["subject"] for r in sprites if r["source"] == "painter"})
        self.others = [s for s in self.subjects if s not in set(self.birds)]
        self.homes = homes
        self.strips = defaultdict(list)
        for number, record in enumerate(strips):
            self.strips[record["layer"], record["kind"]].append(number)
        self.strip_records = strips

    def home(self, record: dict) -> str:
        """The row of HOMES for a sprite: painted birds go by their pose."""
        return record["pose"] if record["source"] == "painter" else self.homes[record["subject"]]


def choose_colour(random: Random, record: dict) -> tuple[str, bool, tuple[float, float, float]]:
    """Colour word, whether it is repainted, and hue, saturation, lightness of the main part."""
    own = tuple(record["hsl"])
    if random.random() < 0.45 or record["share"] < 0.12:
        return record["colour"], False, own
    if random.random() < 0.14:
        word = random.choice(list(NEUTRALS))
        hue, saturation, light = target(word)
        return word, True, (hue, saturation * random.uniform(0.7, 1.2), light + random.uniform(-0.03, 0.03))
    hue = target(random.choice(list(HUES)))[0] + random.uniform(-9, 9) if random.random() < 0.6 else random.uniform(0, 360)
    _, saturation, light = target(hue_word(hue))
    saturation = min(saturation * random.uniform(0.75, 1.25), 0.95)
    light = min(max(light + random.uniform(-0.09, 0.09), 0.36), 0.74)
    return name(hue % 360, saturation, light), True, (hue % 360, saturation, light)


def stands_out(hsl: tuple[float, float, float], record: dict, recoloured: bool, paper: tuple[float, ...]) -> bool:
    """True when a subject is told apart from the paper behind it."""
    import colorsys

    main = colorsys.hls_to_rgb(hsl[0] / 360, min(max(hsl[2], 0), 1), min(max(hsl[1], 0), 1))
    mean = main if recoloured else tuple(0.5 * (a + b) for a, b in zip(main, record["mean"], strict=True))
    return sum((a - b) ** 2 for a, b in zip(mean, paper, strict=True)) ** 0.5 > 0.27


def cast(random: Random, stage: Stage, subject: str) -> Actor:
    """A subject with a drawing and a colour, not yet placed."""
    sprite = random.choice(stage.by_subject[subject])
    record = stage.sprites[sprite]
    colour, recoloured, hsl = choose_colour(random, record)
    flip = random.random() < 0.5
    facing = record["facing"]
    if flip and facing in ("left", "right"):
        facing = "right" if facing == "left" else "left"
    return Actor(subject, sprite, record, colour, recoloured, hsl, flip=flip, facing=facing)


def choose_subject(random: Random, stage: Stage) -> str:
    """Birds are the heart of the book: three pictures in ten."""
    return random.choice(stage.birds if stage.birds and (random.random() < 0.3 or not stage.others) else stage.others)


def choose_background(random: Random, actors: list[Actor], place: str, time: str) -> str | None:
    """A paper colour that suits the place, lets the actors stand out and holds nothing out."""
    words = TIMES[time].get("backgrounds") or PLACES[place].get("backgrounds") or tuple(BACKGROUNDS)
    fits = [
        w
        for w in words
        if all(stands_out(a.hsl, a.record, a.recoloured, rgb(BACKGROUNDS[w])) and not held_out(a.subject, a.colour, w) for a in actors)
    ]
    return random.choice(fits) if fits else None


def pick_strip(random: Random, stage: Stage, layer: str, kind: str, top: float, left: float | None = None):
    """(strip, kind, left, top, flip): a strip of this kind, its anchor row laid on canvas row `top`."""
    number = random.choice(stage.strips[layer, kind])
    anchor = stage.strip_records[number]["anchor"]
    left = random.randrange(0, 448 - 256) if left is None else left
    return number, kind, round(left), round(anchor - top), random.random() < 0.5
