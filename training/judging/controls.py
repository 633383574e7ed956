"""Rows about knobs, sketches and layouts: they act through the denoiser, and the judge measures the result."""

import torch
import torch.nn.functional as F
from models.judge import CELLS
from scenes.collate import to_device
from scenes.compose import compose
from scenes.conditions import box_of, phrase_rows
from scenes.draw import Stage
from scenes.knobs import encode
from scenes.load import load_hypernyms
from scenes.nouns import article
from scenes.sketch import sketch
from stages.judge import taught
from stages.stream import draw_batch

from .measures import box, box_iou, iou, spearman
from .reader import Reader, Row

# knob -> values of its sweep (the range in which every subject fits the page); what else is set, for a fair stage
SWEEPS = {
    "size": ([0.25, 0.35, 0.45, 0.55, 0.65, 0.75], {}),
    "x": ([0.25, 0.35, 0.45, 0.55, 0.65, 0.75], dict(size=0.4)),
    "y": ([0.25, 0.35, 0.45, 0.55, 0.65, 0.75], dict(size=0.4, place="plain")),
    "angle": ([-40, -24, -8, 8, 24, 40], dict(place="plain")),
    "hue": ([10, 50, 110, 180, 220, 275, 330], {}),
    "brightness": ([-0.7, -0.35, 0, 0.35, 0.7], {}),
}
RANGES = dict(size=0.66, x=0.7, y=0.7, angle=90, brightness=0.45)  # the whole range of each knob, for drift; of brightness the light that it moves


def sweep(painter, reader: Reader, subjects: list[str], name: str, seeds: int) -> tuple[torch.Tensor, dict, torch.Tensor]:
    """Values set [N], readings and pictures of one knob turned through its values for every subject and seed."""
    values, others = SWEEPS[name]
    rows = [(s, seed, v) for s in subjects for seed in range(seeds) for v in values]
    knobs = torch.tensor([encode(dict(others, **{name: v})) for _, _, v in rows])
    pictures = painter.paint([article(s, s) for s, *_ in rows], [3000 + seed for _, seed, _ in rows], knobs=knobs).cpu()
    said = reader.read(pictures)
    said["angle"] = reader.angles(pictures, said, [s for s, *_ in rows])
    return torch.tensor([float(v) for *_, v in rows]), said, pictures


def drift(said: dict, turned: str, steps: int) -> dict[str, float]:
    """How far the mean of each other knob moves while one turns, as a share of its own range."""
    moves = {}
    for other, reach in RANGES.items():
        if other != turned and other not in SWEEPS[turned][1]:
            curve = said[other].view(-1, steps).mean(0)
            moves[other] = ((curve.max() - curve.min()) / reach).item()
    return moves


def knob_rows(painter, reader: Reader, subjects: list[str], seeds: int, own: dict, keep: dict) -> list[Row]:
    """Response and purity of every knob that can be measured."""
    rows, worst = [], (0.0, "")
    for name, (values, others) in SWEEPS.items():
        asked, said, pictures = sweep(painter, reader, subjects, name, seeds)
        keep[f"knob {name}"] = (pictures[: 8 * len(values)], [f"{name} {v:g}" for v in values] * 8, len(values))
        got = said[name]
        mixed = got[torch.randperm(len(got), generator=torch.Generator().manual_seed(0))]
        note = "with " + ", ".join(f"{k} {v}" for k, v in others.items()) if others else ""
        if name in ("angle", "hue"):
            apart = lambda v: (((v - asked + 180) % 360 - 180).abs().median().item())  # noqa: B023, E731
            rows.append(Row(f"{name}: median error in degrees", apart(got), "<= 6" if name == "angle" else "<= 15", apart(mixed), own[f"{name}_error"], note))
        else:
            rows.append(Row(f"{name}: Spearman with measured", spearman(asked, got), ">= 0.95" if name != "brightness" else "", spearman(asked, mixed), own.get(f"{name}_rank"), note))
        for other, moved in drift(said, name, len(values)).items():
            worst = max(worst, (moved, f"{other} while {name} turns"))
    rows.append(Row("knob purity: largest drift of another", worst[0], "<= 0.10", None, None, worst[1]))
    return rows


def held_out_scenes(bank, count: int, actors: int, device):
    """Real scenes never trained on, and how they were painted."""
    batch = draw_batch(taught(bank), load_hypernyms(), count, 88_889, actors)
    return batch, compose(bank, to_device(batch.fields, device), batch.seed)


def sketch_rows(painter, reader: Reader, bank, count: int, device, own: dict, keep: dict) -> list[Row]:
    """Outlines of held-out scenes, hand-drawn wobble and all, with their captions."""
    batch, real = held_out_scenes(bank, count, 1, device)
    outline = dict(real, flat=torch.zeros_like(real["flat"]), ground=torch.zeros_like(real["ground"]))
    ink = sketch(outline, torch.full((count,), 1.0, device=device), torch.Generator(device).manual_seed(1))
    areas = F.adaptive_avg_pool2d(real["masks"][:, 0], CELLS).cpu() > 0.5  # what the outline was drawn round
    values = {}
    for name, weight in (("with", 1.0), ("without", 0.0)):
        pictures = painter.paint(batch.texts, list(range(count)), sketch=ink, sketch_weight=torch.full((count,), weight)).cpu()
        values[name] = iou(reader.read(pictures)["mask"], areas).mean().item()
        if weight:
            both = torch.stack([1 - 2 * ink.cpu().expand(-1, 3, -1, -1), pictures], 1).flatten(0, 1)[:60]
            keep["sketches"] = (both, [t for text in batch.texts for t in ("", text)][:60])
    return [Row("sketch: silhouette IoU with its filled outline", values["with"], ">= 0.75", values["without"], own["mask_iou"], "chance: the same prompts without a sketch")]


def layout_rows(painter, reader: Reader, bank, count: int, device, own: dict, keep: dict) -> list[Row]:
    """Boxes and words of held-out scenes of two subjects."""
    batch, real = held_out_scenes(bank, count, 2, device)
    masks = box_of(F.avg_pool2d(real["masks"], 8))
    meant = F.adaptive_avg_pool2d(masks, CELLS).cpu() > 0.5
    ids = phrase_rows(painter.tokenizer, batch.phrases)[:, : masks.shape[1]].to(device)
    with torch.no_grad():
        embeds = painter.model.text.phrase(ids)
    values = {}
    for name, told in (("with", dict(region_masks=masks, region_embeds=embeds)), ("without", {})):
        pictures = painter.paint(batch.texts, list(range(count)), **told).cpu()
        cells, overlaps = reader.read(pictures)["cells"], []
        for k, scene in enumerate(batch.scenes):
            if scene.actors[0].subject == scene.actors[1].subject:
                continue  # the judge's cells tell kinds apart, not individuals
            for slot, actor in enumerate(scene.actors):
                found = box(cells[k] == reader.number[actor.subject] + 1)
                overlaps.append(box_iou(box(meant[k, slot]), found))
        values[name] = sum(overlaps) / max(len(overlaps), 1)
        if told:
            plan = F.interpolate(masks.cpu(), scale_factor=8.0)
            plan = torch.cat([plan, torch.zeros(count, max(3 - plan.shape[1], 0), *plan.shape[2:])], 1)[:, :3] * 2 - 1
            keep["layouts"] = (torch.stack([plan, pictures], 1).flatten(0, 1)[:60], [t for text in batch.texts for t in ("", text)][:60])
    return [Row("layout: box IoU per subject", values["with"], ">= 0.65", values["without"], None, "chance: the same prompts without a layout")]
