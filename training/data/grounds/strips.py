"""Every strip of the world, drawn and listed for the compositor."""

from random import Random

from ..svg import document, rasterise
from .earth import FOOT, FRONTS, GROUNDS, HEIGHT, WIDTH, branch
from .sky import FAR_HEIGHT, FARS, SKIES, SKY_HEIGHT

VARIANTS = {"ground": 14, "branch": 36, "front": 12, "sky": 9, "far": 10}


def strip_jobs() -> list[tuple[str, str, int]]:
    """(layer, kind, variant) of every strip."""
    layers = {"ground": GROUNDS, "branch": {"branch": branch}, "front": FRONTS, "sky": SKIES, "far": FARS}
    return [(layer, kind, v) for layer, kinds in layers.items() for kind in kinds for v in range(VARIANTS[layer])]


def draw_strip(layer: str, kind: str, variant: int, scale: int = 1):
    """RGBA strip and its record. anchor: the row, before scaling, that the compositor lays on a given height."""
    random = Random(f"{layer}/{kind}/{variant}")
    painters = {"ground": GROUNDS, "branch": {"branch": branch}, "front": FRONTS, "sky": SKIES, "far": FARS}
    height = {"sky": SKY_HEIGHT, "far": FAR_HEIGHT}.get(layer, HEIGHT)
    anchor = {"sky": 0, "far": FAR_HEIGHT}.get(layer, FOOT)
    svg = document(painters[layer][kind](random), WIDTH, height, (WIDTH * scale, height * scale))
    return rasterise(svg), dict(layer=layer, kind=kind, anchor=anchor)
