"""The drawings that the denoiser remembers: sprites as latents, looking left or to the front."""

import torch
import torch.nn.functional as F
from models.memory import CHANNELS, DRAWINGS, FRAME, Memory
from scenes.bank import Bank

PAPER = (0.93, 0.89, 0.80)  # behind a drawing while it is encoded


def choose(bank: Bank, subject: str) -> list[int]:
    """Sprites of a subject to keep, as different as their sources and poses are; repeated where there are few."""
    rows = [k for k, r in enumerate(bank.sprite_records) if r["subject"] == subject]
    first = {}
    for k in rows:
        first.setdefault((bank.sprite_records[k]["source"], bank.sprite_records[k]["pose"]), k)
    picked = [*first.values(), *(k for k in rows if k not in first.values())][:DRAWINGS]
    return [picked[k % len(picked)] for k in range(DRAWINGS)]


def drawing_of(bank: Bank, subjects: list[str]) -> torch.Tensor:
    """Of each sprite which of its subject's kept drawings it is, int64 [sprites]; -1 where it is not kept."""
    drawings = torch.full((len(bank.sprite_records),), -1)
    for subject in subjects:
        for k, sprite in reversed(list(enumerate(choose(bank, subject)))):
            drawings[sprite] = k
    return drawings


def only_kept(stage, bank: Bank):
    """The stage with no drawings but those that are kept."""
    stage.by_subject = {subject: sorted(set(choose(bank, subject))) for subject in stage.by_subject}
    return stage


@torch.no_grad()
def remember(memory: Memory, bank: Bank, subjects: list[str], autoencoder) -> None:
    """Fills the memory's buffers."""
    device = memory.maps.device
    paper = torch.tensor(PAPER, device=device)[:, None, None]
    for number, subject in enumerate(subjects):
        chosen = choose(bank, subject)
        sprites = bank.sprites[chosen].to(device).float() / 255
        turned = torch.tensor([bank.sprite_records[k]["facing"] == "right" for k in chosen], device=device)
        sprites[turned] = sprites[turned].flip(-1)
        alpha = F.avg_pool2d(sprites[:, 3:4], 8)
        z = autoencoder.encode((sprites[:, :3] + paper * (1 - sprites[:, 3:4])) * 2 - 1)
        part = F.avg_pool2d(sprites[:, 4:5] * sprites[:, 3:4], 8)
        assert z.shape[-1] == FRAME and z.shape[1] + 2 == CHANNELS
        memory.maps[number] = torch.cat([z * alpha, alpha, part], 1).flatten()
        memory.heights[number] = torch.tensor([bank.sprite_records[k]["height"] for k in chosen], device=device)
