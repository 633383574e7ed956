"""All painted birds: which are drawn, and each as a sprite with its mask."""

from random import Random

import numpy as np

from ..sprites import OVERSIZE, describe, fit
from ..svg import document, rasterise
from .painter import profile
from .shapes import Ink
from .species import SPECIES, Species
from .upright import chick, owl, penguin

BUILDS = {"owl": owl, "penguin": penguin, "chick": chick}
DRAWINGS = 12  # per species and colouring
SPAN = 9.0  # user units across; every bird fits in


def bird_jobs() -> list[tuple[int, int, int]]:
    """(species, colouring, drawing) of every painted bird."""
    return [(s, k, d) for s, bird in enumerate(SPECIES) for k in range(1 + len(bird.others)) for d in range(DRAWINGS if not bird.others else DRAWINGS - 4)]


def colouring(bird: Species, number: int) -> Species:
    """The species in its first or another dress."""
    if number == 0:
        return bird
    return Species(**{**vars(bird), "colours": bird.others[number - 1], "others": ()})


def draw_bird(bird: Species, pose: str, seed: str, mask: bool = False, pixels: int = OVERSIZE) -> np.ndarray:
    """RGBA [pixels * 2, pixels * 2, 4] of one bird facing right."""
    paint = BUILDS.get(bird.build, profile)
    body = paint(bird, pose, Random(seed), Ink(bird.colours, mask))
    group = f'<g transform="translate({SPAN / 2} {SPAN / 2})">{body}</g>'
    return rasterise(document(group, SPAN, SPAN, (pixels * 2, pixels * 2)))


def bird_sprite(species: int, coat: int, drawing: int, scale: int = 1) -> tuple[np.ndarray, np.ndarray, dict]:
    """Picture, main-colour mask and record of one painted bird."""
    bird = colouring(SPECIES[species], coat)
    pose = bird.poses[drawing % len(bird.poses)]
    seed = f"{bird.name}/{coat}/{drawing}"
    picture, white = (draw_bird(bird, pose, seed, mask, OVERSIZE * scale) for mask in (False, True))
    framed, mask = fit(picture, white[..., 0], scale=scale)
    facing = "front" if bird.build == "owl" else "right"
    soft = mask / 255.0 * (framed[..., 3] / 255.0)
    record = dict(subject=bird.name, source="painter", facing=facing, pose=pose, **describe(framed, soft))
    return framed, np.round(soft * 255).astype(np.uint8), record
