"""Captions that are almost true: one thing of the scene changed, the wording kept."""

import copy
from random import Random

from data.colours import WORDS

from .captions import caption
from .draw import Scene

KINDS = ("colour", "subject", "side")


def change(random: Random, scene: Scene, kind: str, subjects: list[str]) -> Scene:
    """A scene that differs in one thing: a colour, a subject, or who stands on which side."""
    other = copy.copy(scene)
    other.actors = [copy.copy(a) for a in scene.actors]
    actor = random.choice(other.actors)
    if kind == "colour":
        actor.colour, actor.recoloured = random.choice([w for w in WORDS if w != actor.colour]), True
    elif kind == "subject":
        actor.subject = random.choice([s for s in subjects if s != actor.subject])
    elif len(other.actors) > 1:
        other.actors.reverse()
    else:
        actor.x = 1 - actor.x
        actor.facing = {"left": "right", "right": "left"}.get(actor.facing, actor.facing)
    return other


def near_misses(scene: Scene, seed: int, hypernyms, subjects: list[str], text: str) -> dict[str, str]:
    """kind -> false caption with the wording of `text`, which Random(seed) gave. Kinds whose change the words hide are left out."""
    found = {}
    for kind in KINDS:
        for attempt in range(3):
            false = change(Random(seed * 31 + attempt), scene, kind, subjects)
            words = caption(Random(seed), false, hypernyms)[0]
            if words != text and (kind != "side" or "left" in text or "right" in text):
                found[kind] = words
                break
    return found
