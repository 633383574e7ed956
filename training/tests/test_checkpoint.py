"""Weights travel in parts small enough, and come back."""

import torch
from stages import checkpoint
from stages.checkpoint import PART_BYTES, load_state, load_weights, save_state, save_weights
from stages.ema import Ema
from stages.sitting import learning_rate


def test_parts(tmp_path):
    weights = {f"w{k}": torch.randn(1000, 1100) for k in range(16)} | {"count": torch.tensor(3)}
    paths = save_weights(tmp_path, "big", weights)
    assert len(paths) == 3 and all(p.stat().st_size <= PART_BYTES + 4096 for p in paths)
    back = load_weights(tmp_path, "big")
    assert back["count"] == 3 and all(torch.allclose(back[k], weights[k], atol=2e-3) for k in weights)


def test_fewer_parts_replace_more(tmp_path):
    save_weights(tmp_path, "m", {f"w{k}": torch.randn(1000, 1100) for k in range(8)})
    save_weights(tmp_path, "m", {"w": torch.ones(2)})
    assert set(load_weights(tmp_path, "m")) == {"w"}


def test_state(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "RUNS", tmp_path)
    assert load_state("none") is None
    save_state("s", dict(step=4, model=dict(w=torch.ones(2))))
    assert load_state("s")["step"] == 4


def test_average_follows():
    model = torch.nn.Linear(2, 2)
    ema = Ema(model, 0.99)
    with torch.no_grad():
        model.weight.fill_(1.0)
    for step in range(2000):
        ema.update(model, step)
    assert torch.allclose(ema.model.weight, model.weight, atol=1e-3)


def test_learning_rate():
    assert learning_rate(1, 0, 0) < 0.01 and learning_rate(1, 500, 0.5) == 1
    assert learning_rate(1, 500, 0.99) < 0.05 < learning_rate(1, 500, 0.8)
