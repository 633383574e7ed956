"""Lists of scenes -> tensors for the compositor."""

import torch

from .compose import LAYERS
from .draw import Scene
from .place import foot_offset
from .world import FLOATING, TIMES

SLOTS = 3  # subjects at most


def strip_fields(scenes: list[Scene], name: str) -> dict:
    """One layer of all scenes; id -1 where a scene lacks it."""
    rows = [s.layers.get(name) or (-1, None, 0, 0, False) for s in scenes]
    number, _, left, top, flip = zip(*rows, strict=True)
    return dict(id=torch.tensor(number), left=torch.tensor(left), top=torch.tensor(top), flip=torch.tensor(flip))


def subject_fields(scenes: list[Scene], slot: int) -> dict:
    """The subject in one slot of all scenes; sprite -1 where there is none."""
    columns = {k: [] for k in ("sprite", "x", "y", "size", "height", "angle", "flip", "recolour", "own", "target", "shadow", "foot_x", "foot_y", "width_share")}
    for scene in scenes:
        absent = slot >= len(scene.actors)
        actor = scene.actors[0 if absent else slot]
        dx, dy = foot_offset(actor)
        grounded = scene.place not in FLOATING and scene.place not in ("branch", "nest", "water") and actor.record["pose"] != "fly"
        values = dict(
            sprite=-1 if absent else actor.sprite, x=actor.x, y=actor.y, size=actor.size,
            height=actor.record["height"], angle=actor.angle, flip=actor.flip, recolour=actor.recoloured,
            own=actor.record["hsl"], target=actor.hsl, shadow=float(grounded),
            foot_x=actor.x + dx * 0.5, foot_y=actor.y + dy - 0.01,
            width_share=actor.record["width"] * actor.size / actor.record["height"],
        )  # fmt: skip
        for key, value in values.items():
            columns[key].append(value)
    return {k: torch.tensor(v) if k in ("sprite", "flip", "recolour") else torch.tensor(v, dtype=torch.float32) for k, v in columns.items()}


def collate(scenes: list[Scene]) -> dict:
    """Everything compose() reads."""
    fields = {name: strip_fields(scenes, name) for name in (*LAYERS, "front")}
    fields["subjects"] = [subject_fields(scenes, k) for k in range(SLOTS) if any(len(s.actors) > k for s in scenes)]
    fields["background"] = torch.tensor([s.paper for s in scenes], dtype=torch.float32)
    fields["tint"] = torch.tensor([TIMES[s.time]["tint"] for s in scenes], dtype=torch.float32)
    fields["brightness"] = torch.tensor([s.brightness for s in scenes], dtype=torch.float32)
    fields["wobble"] = torch.tensor([s.wobble for s in scenes], dtype=torch.float32)
    return fields


def nested(value, kind: type, change):
    """Nested dicts and lists with `change` applied to every leaf of that kind."""
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, dict):
        return {k: nested(v, kind, change) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(nested(v, kind, change) for v in value)
    return value


def to_device(value, device):
    """Nested dicts and lists of tensors, moved."""
    return nested(value, torch.Tensor, lambda t: t.to(device, non_blocking=True))
