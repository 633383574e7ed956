"""Every row of the table is measured (of models that know nothing), and the measures measure."""

import evaluate
import pytest
import torch
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from judging import controls
from judging.measures import box, box_iou, iou, spearman
from judging.prompts import coloured, pairs, unseen
from models.judge import Judge, of_subjects
from models.vae import Autoencoder
from scenes.heldout import held_out
from scenes.world import PLACES


@pytest.fixture
def little(monkeypatch, bank):
    """A small judge and autoencoder, and short sweeps: what is tested is that every row is measured."""
    torch.manual_seed(0)
    subjects = sorted({r["subject"] for r in bank.sprite_records})
    owner = [subjects.index(r["subject"]) for r in bank.sprite_records]
    judge = Judge(owner, len(WORDS), len(BACKGROUNDS), len(PLACES), widths=(16, 16, 16)).eval()
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


def test_a_subject_is_as_likely_as_all_its_drawings():
    drawings = torch.tensor([[1.0, 2.0, 0.5], [-90.0, 0.0, 80.0]])
    said = of_subjects(drawings, torch.tensor([1, 0, 1]), 2)
    assert torch.allclose(said[0].softmax(0)[1], drawings[0].softmax(0)[[0, 2]].sum())
    assert said[1].argmax() == 1 and torch.isfinite(said).all()


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
