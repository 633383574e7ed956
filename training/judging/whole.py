"""Rows about the model as a whole: diversity, memorisation, and the scorer."""

import torch
from scenes.draw import Stage
from scenes.load import load_hypernyms, stage_of
from scenes.nouns import article
from stages import scorer as scoring
from stages.judge import taught
from stages.stream import draw_batch

from .measures import nearest, pages
from .reader import Reader, Row
from .real import painted, scenes_of


def spread(judge, pictures: torch.Tensor, device) -> float:
    """Mean distance over all pairs."""
    at = torch.combinations(torch.arange(len(pictures)))
    x = pictures.to(device)
    return torch.cat([judge.distance(x[part[:, 0]], x[part[:, 1]]) for part in at.split(64)]).mean().item()


def diversity_rows(painter, reader: Reader, bank, subjects: list[str], seeds: int, device) -> list[Row]:
    """Pictures of one prompt against real scenes of its subject."""
    stage: Stage = taught(bank)
    drawn, real = [], []
    for number, subject in enumerate(subjects):
        drawn.append(spread(reader.judge, painter.paint([article(subject, subject)] * seeds, list(range(seeds))), device))
        real.append(spread(reader.judge, painted(bank, scenes_of(stage, subject, seeds, 2 * number + 1), number, device), device))
    ratio = sum(drawn) / max(sum(real), 1e-9)
    return [Row("diversity: distance over seeds, share of real", ratio, ">= 0.80", None, 1.0, f"{len(subjects)} subjects x {seeds} seeds")]


def memory_rows(features: torch.Tensor, bank, count: int, device) -> list[Row]:
    """Samples that lie nearer to a training picture than all but 1 % of training pictures lie to each other."""
    stage, hypernyms = taught(bank), load_hypernyms()

    def read(seed):
        return pages(painted(bank, draw_batch(stage, hypernyms, count, seed, 1).scenes, seed, device))

    trained, held_out = read(4), read(44_445)
    limit = torch.quantile(nearest(trained, trained, skip_self=True), 0.01)
    near = lambda f: (nearest(f, trained) < limit).float().mean().item()  # noqa: E731
    return [Row("memorised: nearer to training than training to itself (1st percentile)", near(features), "< 0.05", near(held_out), None, f"{count} training pictures; chance: held-out real pictures")]


def scorer_rows(scorer, bank, tokenizer, device, pictures: int) -> list[Row]:
    """Captions told apart."""
    scores = scoring.validate(scorer, bank, stage_of(bank), load_hypernyms(), tokenizer, device, pictures)
    detail = ", ".join(f"{k} {scores[k]:.2f}" for k in scoring.KINDS if k in scores)
    return [Row("scorer: caption retrieval, top-1 of 64 with near misses", scores["top1_of_64"], ">= 0.90", 1 / 64, None, f"against one near miss: {detail}")]
