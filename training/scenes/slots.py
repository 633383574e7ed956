"""Which words of a caption name which subjects, and where those are: what the denoiser's memory is taught by."""

import torch

from .bpe import LENGTH, Tokenizer
from .collate import SLOTS
from .draw import Actor


def facing_right(actor: Actor) -> bool:
    """Whether a kept drawing, which looks left or to the front, is mirrored for this actor."""
    if actor.record["facing"] == "front":
        return actor.flip
    return actor.facing == "right"


def pose_of(actor: Actor) -> torch.Tensor:
    """x, y, size, angle in degrees, looking right [5]."""
    return torch.tensor([actor.x, actor.y, actor.size, actor.angle, float(facing_right(actor))])


def token_at(tokenizer: Tokenizer, text: str, end: int) -> int:
    """Index among the caption's tokens of the one that ends at character `end`; the last there is where it was cut."""
    return min(int((tokenizer([text[:end]])[0] != tokenizer.end).sum()) - 1, LENGTH - 2)


def slot_rows(tokenizer: Tokenizer, numbers: dict[str, int], batch) -> dict:
    """Of each caption: slot_subject int64 [B, SLOTS], -1 for none, in the order of the words; slot_pose [B, SLOTS, 5]: x, y,
    size, angle in degrees, looking right; slot_sprite int64 [B, SLOTS], -1 for none; token_subject int64 [B, LENGTH], the count of subjects for none; token_more
    [B, LENGTH, 2]: whether the word stands for two, for three; region_subject int64 [B, SLOTS], region_sprite and region_pose likewise, in the
    actors' order."""
    n, none = len(batch.texts), len(numbers)
    rows = dict(
        slot_subject=torch.full((n, SLOTS), -1), slot_pose=torch.zeros(n, SLOTS, 5), token_subject=torch.full((n, LENGTH), none),
        token_more=torch.zeros(n, LENGTH, 2), region_subject=torch.full((n, SLOTS), -1),
        slot_sprite=torch.full((n, SLOTS), -1), region_sprite=torch.full((n, SLOTS), -1), region_pose=torch.zeros(n, SLOTS, 5),
    )  # fmt: skip
    for k, (scene, text, spans) in enumerate(zip(batch.scenes, batch.texts, batch.spans, strict=True)):
        slot = 0
        for end, actors in spans:
            at = token_at(tokenizer, text, end)
            rows["token_subject"][k, at] = numbers[scene.actors[actors[0]].subject]
            rows["token_more"][k, at] = torch.tensor([len(actors) > 1, len(actors) > 2]).float()
            for number in actors:
                a = scene.actors[number]
                rows["slot_subject"][k, slot] = numbers[a.subject]
                rows["slot_sprite"][k, slot], rows["slot_pose"][k, slot] = a.sprite, pose_of(a)
                slot += 1
        for number, a in enumerate(scene.actors):
            rows["region_subject"][k, number], rows["region_sprite"][k, number] = numbers[a.subject], a.sprite
            rows["region_pose"][k, number] = pose_of(a)
    return rows
