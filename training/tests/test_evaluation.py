"""Every row of the table is measured (of models that know nothing), and the measures measure."""

import evaluate
import pytest
import torch
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from judging import controls
from judging.measures import box, box_iou, iou, spearman
from judging.pose import posed, turned
from judging.prompts import coloured, pairs, unseen
from models.discriminant import Discriminant
from models.judge import Judge
from models.looks import COLOURS, LOOKS, colours, looks
from models.vae import Autoencoder
from scenes.heldout import held_out


@pytest.fixture
def little(monkeypatch, bank):
    """A small judge and autoencoder, and short sweeps: what is tested is that every row is measured."""
    torch.manual_seed(0)
    subjects = sorted({r["subject"] for r in bank.sprite_records})
    owner = [subjects.index(r["subject"]) for r in bank.sprite_records]
    judge = Judge(owner, len(WORDS), len(BACKGROUNDS), widths=(16, 16, 16, 16)).eval()
    for part in (judge.drawing, judge.colour, judge.background):
        classes = len(part.count)
        part.add(torch.rand(2 * classes, part.mean.shape[1]), torch.arange(classes).repeat(2))
    autoencoder = Autoencoder(widths=(16, 16, 16), depths=(1, 1, 1)).eval()
    monkeypatch.setattr(evaluate, "load_judge", lambda device: (judge, subjects))
    monkeypatch.setattr(evaluate, "load_autoencoder", lambda device: autoencoder)
    monkeypatch.setattr(controls, "SWEEPS", {k: (values[::3], others) for k, (values, others) in controls.SWEEPS.items()})


def test_all_rows(toy_models, bank, little):
    rows, sheets = evaluate.measure(bank, torch.device("cpu"), evaluate.Size(subjects=2, seeds=1, part=4, steps=1, least=3))
    names = " ".join(r.name for r in rows)
    for measure in ("top-1 of all", "few-step", "base model", "colour word", "unseen", "both present", "left and right", "size", "angle", "hue",
                    "purity", "sketch", "layout", "diversity", "memorised", "scorer"):  # fmt: skip
        assert measure in names
    assert all(isinstance(r.value, float) and r.markdown().count("|") == 7 for r in rows)
    for pictures, texts, *_ in sheets.values():
        assert len(pictures) and len(texts) and pictures.shape[1:] == (3, 256, 256)


def test_a_discriminant_tells_classes_apart_in_spite_of_loud_noise():
    torch.manual_seed(0)
    middles, loud = torch.randn(6, 20), torch.randn(20)
    sample = lambda labels: middles[labels] + 0.2 * torch.randn(len(labels), 20) + 30 * torch.randn(len(labels), 1) * loud  # noqa: E731
    part = Discriminant(7, 20)
    for _ in range(40):
        labels = torch.randint(0, 6, (16,))
        part.add(sample(labels), labels)
    labels = torch.randint(0, 6, (300,))
    assert (part(sample(labels)).argmax(1) == labels).float().mean() > 0.97
    assert torch.allclose(part.mean[0], middles[0], atol=40) and part.count.sum() == 640
    assert (part(sample(labels))[:, 6] == -1e9).all(), "what was never seen is never said"


def test_looks_are_of_the_subject_wherever_it_stands(bank):
    page, mask = torch.full((1, 3, 128, 128), 0.9), torch.zeros(1, 64, 64)
    page[..., 40:80, 30:60], mask[:, 20:40, 15:30] = 0.2, 1
    there = looks(page, mask), looks(page.roll((20, 30), (2, 3)), mask.roll((10, 15), (1, 2)))
    assert there[0].shape == (1, LOOKS) and (there[0] - there[1]).abs().max() < 1e-3
    assert (there[0] - looks(page.transpose(2, 3), mask.transpose(1, 2))).abs().max() > 0.3
    assert colours(page, mask).shape == (1, COLOURS)


def test_an_angle_is_read_by_turning_the_drawing(bank):
    sprite, record = bank.sprites[0], bank.sprite_records[0]
    for angle in (-33.0, -4.0, 20.0):
        light, alpha = posed(sprite, record["height"], True, torch.tensor([angle]))
        page = (light + 0.9 * (1 - alpha)).expand(1, 3, -1, -1)
        assert abs(turned(sprite, record["height"], True, page, alpha[0]) - angle) < 3


def test_prompts_keep_to_what_is_held_out(stage):
    subjects = stage.subjects[::9]
    for asked in unseen(stage, subjects, 40):
        assert held_out(asked.subject, asked.colour, asked.background) and asked.background in asked.text
    for asked in coloured(stage, subjects):
        assert asked.colour in WORDS and asked.text.split()[1] == asked.colour or asked.text.split()[0] == asked.colour
    assert all(a.subject != a.second for a in pairs(stage, subjects, 30))


def test_spearman():
    assert spearman([1, 2, 3, 4], [2, 4, 9, 16]) > 0.999 and spearman([1, 2, 3, 4], [4, 3, 2, 1]) < -0.999


def test_masks_and_boxes():
    a, b = torch.zeros(20, 20, dtype=torch.bool), torch.zeros(20, 20, dtype=torch.bool)
    a[:10], b[5:15] = True, True
    assert abs(iou(a, b).item() - 1 / 3) < 1e-6
    assert box(a) == (0, 0, 20, 10) and box(~(a | ~a)) is None
    assert abs(box_iou(box(a), box(b)) - 1 / 3) < 1e-6 and box_iou(None, box(a)) == 0
