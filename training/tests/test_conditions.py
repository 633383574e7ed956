"""What is told of pictures, and what is dropped of it."""

from functools import partial

import torch
from scenes.bpe import Tokenizer
from scenes.compose import compose
from scenes.conditions import Dropout, box_of, drop, full_conditions, loosen, told_rows
from scenes.knobs import KNOBS, SLOTS
from scenes.load import load_hypernyms, stage_of
from scenes.negatives import near_misses
from stages.stream import draw_batch


def told_of(bank, count=6):
    batch = draw_batch(stage_of(bank), load_hypernyms(), count, 6, also=partial(told_rows, Tokenizer(), {s: k for k, s in enumerate(stage_of(bank).subjects)}))
    painted = compose(bank, batch.fields, 6)
    return batch, full_conditions(batch.extra, painted, torch.full((count,), 0.5), torch.Generator().manual_seed(0))


def test_everything_or_nothing(bank):
    batch, full = told_of(bank)
    end = Tokenizer().end
    keep = drop(full, Dropout(0, 0, 0, 0, 0), end)
    assert torch.equal(keep["ids"], full["ids"]) and keep["sketch"].amax((1, 2, 3)).min() > 0.5 and keep["sketch_weight"].min() > 0
    assert keep["region_masks"][:, 0].amax((1, 2)).gt(0.3).float().mean() > 0.5
    none = drop(full, Dropout(1, 0, 0, 0, 0), end)
    assert (none["ids"][:, 1:] == end).all()
    assert not any(none[k].any() for k in ("knobs", "sketch", "sketch_weight", "region_masks"))


def test_knobs_fall_one_by_one_with_their_flags(bank):
    _, full = told_of(bank)
    full["sketch"] = full["sketch"][..., :8, :8]  # small, to have many
    full = {k: v.repeat(60, *[1] * (v.ndim - 1)) for k, v in full.items()}
    rows = drop(full, Dropout(0, 0, 0.2, 1, 1), Tokenizer().end)["knobs"]
    at, shares = 0, []
    for number, knob in enumerate(KNOBS):
        given = rows[:, SLOTS + number] > 0
        assert not rows[~given, at : at + knob.width].any()
        known = full["knobs"][:, SLOTS + number] > 0
        assert not (given & ~known).any()
        shares.append(given.sum().item() / known.sum().item() if known.any() else 0.4)
        at += knob.width
    assert 0.2 < min(shares) and max(shares) < 0.7


def test_boxes_enclose_masks():
    mask = torch.zeros(1, 2, 8, 8)
    mask[0, 0, 2, 3] = mask[0, 0, 5, 6] = 1
    box = box_of(mask)[0]
    assert box[0].sum() == 16 and box[0, 2:6, 3:7].all() and not box[1].any()


def test_loose_ink_moves_but_stays_ink():
    torch.manual_seed(0)
    ink = torch.zeros(1, 1, 64, 64)
    ink[..., 20:22, :] = 1
    bent = loosen(ink, torch.tensor([6.0]))
    assert not torch.allclose(bent, ink) and 0.4 < bent.sum() / ink.sum() < 2
    assert torch.allclose(loosen(ink, torch.zeros(1)), ink, atol=1e-4)


def test_near_misses_are_false_and_worded_alike(bank):
    from random import Random

    from scenes.captions import caption

    stage, hypernyms = stage_of(bank), load_hypernyms()
    batch, kinds = draw_batch(stage, hypernyms, 60, 10), set()
    for seed, scene in enumerate(batch.scenes):
        text = caption(Random(seed), scene, hypernyms)[0]
        misses = near_misses(scene, seed, hypernyms, stage.subjects, text)
        kinds |= set(misses)
        assert text not in misses.values()
    assert kinds == {"colour", "subject", "side"}
