"""Checkpoints: the local state that resumes exactly, and EMA weights small enough to travel."""

import json
import os
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .sitting import WORK

RUNS = WORK / "runs"
TRAVEL = Path(__file__).resolve().parents[1] / "checkpoints"
PART_BYTES = 15 * 2**20  # a file that comes back from a lent machine holds at most 16 MiB


def run_folder(stage: str) -> Path:
    """Where a stage's files of this machine are kept."""
    return RUNS / stage


def save_state(stage: str, state: dict) -> None:
    """Model, optimiser, EMA, step, seconds; written to a temporary file, then renamed."""
    path = run_folder(stage) / "state.pt"
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def load_state(stage: str) -> dict | None:
    """What save_state wrote, or None."""
    path = run_folder(stage) / "state.pt"
    return torch.load(path, map_location="cpu", weights_only=False) if path.exists() else None


def save_weights(folder: Path, stage: str, weights: dict[str, torch.Tensor]) -> list[Path]:
    """fp16 weights in parts STAGE.0.safetensors, STAGE.1.safetensors, ... of at most PART_BYTES."""
    folder.mkdir(parents=True, exist_ok=True)
    parts, used = [{}], 0
    for name, tensor in weights.items():
        half = tensor.detach().to("cpu", torch.float16 if tensor.is_floating_point() else tensor.dtype).contiguous()
        size = half.numel() * half.element_size()
        if used + size > PART_BYTES and parts[-1]:
            parts.append({})
            used = 0
        parts[-1][name] = half
        used += size
    for stale in folder.glob(f"{stage}.*.safetensors"):
        stale.unlink()
    paths = []
    for number, part in enumerate(parts):
        path = folder / f"{stage}.{number}.safetensors"
        save_file(part, path.with_suffix(".tmp"))
        os.replace(path.with_suffix(".tmp"), path)
        paths.append(path)
    return paths


def load_weights(folder: Path, stage: str) -> dict[str, torch.Tensor] | None:
    """The parts of one stage joined, as float32, or None where there are none."""
    weights = {}
    for path in sorted(folder.glob(f"{stage}.*.safetensors")):
        weights |= load_file(path)
    return {k: v.float() if v.is_floating_point() else v for k, v in weights.items()} or None


def newest(stage: str) -> Path | None:
    """The folder with a stage's newest averaged weights: this machine's run, or those that travelled."""
    folders = [f for f in (run_folder(stage), TRAVEL) if (f / f"{stage}.0.safetensors").exists()]
    return max(folders, key=lambda f: (f / f"{stage}.0.safetensors").stat().st_mtime, default=None)


def find_weights(stage: str) -> dict[str, torch.Tensor] | None:
    """Averaged weights of a stage, or None."""
    folder = newest(stage)
    return load_weights(folder, stage) if folder else None


def save_progress(folder: Path, stage: str, **facts) -> None:
    """What must be known beside the weights: step, seconds trained, recipe, shape."""
    (folder / f"{stage}.json").write_text(json.dumps(facts, indent=1) + "\n")


def find_progress(stage: str) -> dict:
    """The facts beside the weights that find_weights gives; empty where there are none."""
    folder = newest(stage)
    path = folder / f"{stage}.json" if folder else None
    return json.loads(path.read_text()) if path and path.exists() else {}
