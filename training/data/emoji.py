"""Permissive emoji art as SVG: Noto (Apache-2.0), Fluent (MIT), Twemoji (CC-BY 4.0)."""

import json
from functools import cache
from pathlib import Path

from .svg import document, rasterise

PACKAGES = Path(__file__).resolve().parents[1] / "work" / "node_modules"
SETS = {"noto": "noto", "fluent": "fluent-emoji-flat", "twemoji": "twemoji"}


@cache
def icon_set(name: str) -> dict:
    """The parsed icons.json of one Iconify package."""
    return json.loads((PACKAGES / "@iconify-json" / SETS[name] / "icons.json").read_text())


def drawing(set_name: str, slug: str, size: int):
    """One emoji as RGBA [size, size, 4], or None where the set lacks it."""
    icons = icon_set(set_name)
    slug = slug if slug in icons["icons"] else icons.get("aliases", {}).get(slug, {}).get("parent")
    if slug is None:
        return None
    icon = icons["icons"][slug]
    width = icon.get("width", icons.get("width", 16))
    height = icon.get("height", icons.get("height", 16))
    return rasterise(document(icon["body"], width, height, (size, size)))
