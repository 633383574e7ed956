"""The knobs: exact labels of scenes in the denoiser's coding. One row a knob.

A slot's value is (v - offset) / scale with v in the unit shown to people; after all slots
comes one flag per knob, 1 = given. hue: two slots (sine, cosine). choice: one slot per choice.
"""

import math
from dataclasses import dataclass

from data.grounds.palette import BACKGROUNDS

from .draw import Scene
from .world import PLACES


@dataclass(frozen=True)
class Knob:
    """As in studio.json; slots and flag follow from the order of the table."""

    name: str
    label: str
    kind: str
    help: str
    unit: str = ""
    offset: float = 0.0
    scale: float = 1.0
    low: float = 0.0
    high: float = 1.0
    choices: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many slots it takes."""
        return {"hue": 2, "choice": len(self.choices)}.get(self.kind, 1)


KNOBS = (
    Knob("hue", "Colour", "hue", "colour of the subject on the wheel: 0 red, 49 yellow, 122 green, 213 blue", "degrees", high=360),
    Knob("saturation", "Vividness", "scalar", "0 is grey, 1 is pure colour", "share", 0.5, 0.25, 0.05, 0.95),
    Knob("lightness", "Dark or light", "scalar", "how dark or light the subject's own colour is", "share", 0.5, 0.2, 0.2, 0.9),
    Knob("angle", "Tilt", "angle", "tilt of the subject, counter-clockwise", "degrees", 0, 30, -45, 45),
    Knob("size", "Size", "scalar", "height of the subject as a share of the picture", "share", 0.5, 0.2, 0.2, 0.86),
    Knob("x", "Left or right", "scalar", "middle of the subject, from the left edge", "share", 0.5, 0.2, 0.15, 0.85),
    Knob("y", "Up or down", "scalar", "middle of the subject, from the top edge", "share", 0.5, 0.2, 0.15, 0.85),
    Knob("facing", "Looks", "choice", "where the subject looks", choices=("left", "front", "right")),
    Knob("brightness", "Light", "scalar", "the light of the whole picture", "", 0, 0.5, -0.8, 0.8),
    Knob("background", "Background", "choice", "the paper's colour", choices=tuple(BACKGROUNDS)),
    Knob("place", "Place", "choice", "where it happens", choices=tuple(PLACES)),
)
SLOTS = sum(knob.width for knob in KNOBS)
WIDTH = SLOTS + len(KNOBS)


def first_slot(name: str) -> int:
    """Index of a knob's first slot."""
    at = 0
    for knob in KNOBS:
        if knob.name == name:
            return at
        at += knob.width
    raise KeyError(name)


def flag(name: str) -> int:
    """Index of a knob's flag."""
    return SLOTS + [knob.name for knob in KNOBS].index(name)


def labels(scene: Scene) -> dict:
    """Values of all knobs that can be told of a scene, in people's units. They speak of the first subject."""
    actor = scene.actors[0]
    hue, saturation, lightness = actor.hsl
    values = dict(
        angle=actor.angle, size=actor.size, x=actor.x, y=actor.y, facing=actor.facing,
        brightness=scene.brightness, background=scene.background, place=scene.place,
    )  # fmt: skip
    if actor.record["share"] >= 0.12:
        values |= dict(saturation=saturation, lightness=lightness)
        if saturation * (1 - abs(2 * lightness - 1)) > 0.14:
            values["hue"] = hue
    return values


def encode(values: dict) -> list[float]:
    """Values in people's units -> the vector [WIDTH]; knobs not named stay neutral."""
    vector, at = [0.0] * WIDTH, 0
    for number, knob in enumerate(KNOBS):
        if knob.name in values:
            value = values[knob.name]
            if knob.kind == "hue":
                vector[at], vector[at + 1] = math.sin(math.radians(value)), math.cos(math.radians(value))
            elif knob.kind == "choice":
                vector[at + knob.choices.index(value)] = 1.0
            else:
                vector[at] = (value - knob.offset) / knob.scale
            vector[SLOTS + number] = 1.0
        at += knob.width
    return vector


def describe() -> list[dict]:
    """The table for studio.json."""
    rows = []
    for knob in KNOBS:
        start = first_slot(knob.name)
        row = dict(name=knob.name, label=knob.label, kind=knob.kind, slots=list(range(start, start + knob.width)), flag=flag(knob.name))
        if knob.kind == "choice":
            row |= dict(choices=list(knob.choices))
        else:
            row |= dict(offset=knob.offset, scale=knob.scale, min=knob.low, max=knob.high)
        rows.append(row | dict(default=None, unit=knob.unit, help=knob.help))
    return rows
