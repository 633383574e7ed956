"""Rows about words: subject, colour, unseen combinations, pairs, and the few-step model."""

import torch
from scenes.draw import Stage

from . import prompts
from .measures import pages
from .reader import Reader, Row, share, shuffled


def repeat(asked: list, seeds: int, first: int = 1000) -> tuple[list, list[int]]:
    """Every prompt with each of `seeds` seeds."""
    return [a for a in asked for _ in range(seeds)], [first + s for _ in asked for s in range(seeds)]


def ask(painter, reader: Reader, asked: list, seeds: int) -> tuple[list, torch.Tensor, dict]:
    """Prompts repeated by seeds, the pictures (on the CPU), and what the judge says of them."""
    every, numbers = repeat(asked, seeds)
    pictures = painter.paint([a.text for a in every], numbers).cpu()
    return every, pictures, reader.read(pictures)


def subject_rows(base, fast, reader: Reader, stage: Stage, subjects, seeds: int, few: int, own: dict, keep: dict) -> list[Row]:
    """Top-1 over all subjects, with few steps too. fast: None where there is no few-step model. Fills keep['words'] and keep['worst'] for sheets."""
    asked = prompts.single(stage, subjects)
    every, pictures, said = ask(base, reader, asked, seeds)
    right = reader.right_subject(said, every)
    keep["words"] = (pictures[::seeds], [a.text for a in asked])
    by_subject = right.view(-1, seeds).float().mean(1)
    order = by_subject.argsort()[:24].tolist()
    keep["worst"] = (pictures[::seeds][order], [f"{asked[k].text} ({by_subject[k]:.0%})" for k in order])
    keep["features"] = pages(pictures)
    note = f"{len(asked)} subjects x {seeds} seeds; worst: {', '.join(asked[k].subject for k in order[:8])}"
    rows = [Row("subject recognised, top-1 of all", share(right), ">= 0.85", shuffled(reader.right_subject, said, every), own["subject"], note)]
    short = type(base)(**{**vars(base), "steps": few})
    for name, painter in ((f"the same, few-step model, {few} steps", fast), (f"the same, base model, {few} steps", short)):
        if painter is None:
            continue
        every, pictures, said = ask(painter, reader, asked, seeds)
        if painter is fast:
            keep["few steps"] = (pictures[::seeds][:60], [a.text for a in asked][:60])
        rows.append(Row(name, share(reader.right_subject(said, every)), ">= 0.75", shuffled(reader.right_subject, said, every), own["subject"]))
    return rows


def colour_rows(base, reader: Reader, stage: Stage, subjects, seeds: int, own: dict, keep: dict) -> list[Row]:
    """Colour words, and held-out combinations of subject, colour and background."""
    every, pictures, said = ask(base, reader, prompts.coloured(stage, subjects), seeds)
    keep["colours"] = (pictures[::seeds][:60], [a.text for a in every[::seeds]][:60])
    rows = [Row("colour word obeyed", share(reader.right_colour(said, every)), ">= 0.90", shuffled(reader.right_colour, said, every), own["colour"])]
    every, pictures, said = ask(base, reader, prompts.unseen(stage, subjects, len(subjects)), seeds)
    keep["unseen"] = (pictures[::seeds][:60], [a.text for a in every[::seeds]][:60])

    def all_three(said, asked):
        return reader.right_subject(said, asked) & reader.right_colour(said, asked) & reader.right_background(said, asked)

    parts = ", ".join(f"{n} {share(f(said, every)):.2f}" for n, f in (("subject", reader.right_subject), ("colour", reader.right_colour), ("background", reader.right_background)))
    together = own["subject"] * own["colour"] * own["background"]
    rows.append(Row("unseen combinations, all three right", share(all_three(said, every)), ">= 0.80", shuffled(all_three, said, every), together, parts))
    return rows


def sides(reader: Reader, said: dict, every: list) -> tuple[torch.Tensor, torch.Tensor]:
    """bool [N] each: both subjects have cells of their own; and, where so, the first is left of the second."""
    columns = torch.arange(float(said["cells"].shape[-1]))
    both, ordered = [], []
    for cells, asked in zip(said["cells"], every, strict=True):
        masks = [cells == reader.number[s] + 1 for s in (asked.subject, asked.second)]
        sizes = [m.sum().item() for m in masks]
        both.append(min(sizes) >= 12)
        middles = [(m.float().sum(0) * columns).sum().item() / max(n, 1) for m, n in zip(masks, sizes, strict=True)]
        ordered.append(middles[0] < middles[1])
    both, ordered = torch.tensor(both), torch.tensor(ordered)
    return both, ordered[both]


def pair_rows(base, reader: Reader, stage: Stage, subjects, seeds: int, own: dict, keep: dict) -> list[Row]:
    """Two subjects: both there, and on the sides asked for."""
    every, pictures, said = ask(base, reader, prompts.pairs(stage, subjects, max(len(subjects) // 2, 1)), seeds)
    keep["pairs"] = (pictures[::seeds][:60], [a.text for a in every[::seeds]][:60])
    both, ordered = sides(reader, said, every)
    chance = shuffled(lambda s, a: sides(reader, s, a)[0], said, every, 2)
    note = f"of the {len(ordered)} that show both"
    return [
        Row("two subjects, both present", share(both), ">= 0.75", chance, own["both"]),
        Row("left and right as asked", share(ordered) if len(ordered) else 0.0, ">= 0.80", 0.5, own["sides"], note),
    ]
