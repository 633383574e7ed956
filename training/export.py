"""Write the model folder: `python training/export.py training/work/export [--untrained]`.

Takes the newest averaged weights of every stage, leaves out optional parts that have none, and stops where
onnxruntime and torch disagree. --untrained: random weights at full size, to measure size and speed.
"""

import argparse
import shutil
from pathlib import Path

import torch
from models.denoiser import Denoiser
from models.preview import PreviewDecoder, Upscaler
from models.scorer import Scorer
from models.vae import Autoencoder
from onnxout.drawings import write_drawings
from onnxout.graphs import graphs
from onnxout.manifest import write_configs, write_studio
from onnxout.write import write_graph
from scenes.bank import Bank, load_bank
from scenes.bpe import Tokenizer
from scenes.load import load_stage
from stages.checkpoint import find_weights
from stages.fast import load_denoiser
from stages.latents import load_autoencoder

MOST = 60 * 2**20  # bytes of the whole folder


def trained(tokenizer: Tokenizer) -> dict:
    """Every part that has weights."""
    parts = dict(autoencoder=load_autoencoder("cpu"), denoiser=load_denoiser("cpu"))
    if find_weights("fast"):
        parts["fast"] = load_denoiser("cpu", "fast").unet
    others = dict(preview=PreviewDecoder, upscaler=Upscaler, scorer=lambda: Scorer(len(tokenizer), tokenizer.end))
    for name, make in others.items():
        if weights := find_weights(name):
            parts[name] = make()
            parts[name].load_state_dict(weights)
    return parts


def untrained(tokenizer: Tokenizer, shape: str = "full") -> dict:
    """Every part, with random weights."""
    subjects = len(load_stage().subjects)
    denoiser, fast = (Denoiser(shape, tokenizer, subjects=subjects) for _ in range(2))
    fast = fast.unet
    parts = dict(autoencoder=Autoencoder(), denoiser=denoiser, fast=fast, preview=PreviewDecoder(), upscaler=Upscaler(), scorer=Scorer(len(tokenizer), tokenizer.end))
    for part in parts.values():
        for p in part.parameters():  # what starts at zero would hide errors
            if not p.any():
                torch.nn.init.normal_(p, std=0.02)
    return parts


def export(folder: Path, parts: dict, tokenizer: Tokenizer, subjects: list[str], bank: Bank | None = None) -> int:
    """The whole folder; returns its bytes. What was in it before is removed, but for its card. bank: of the drawings that the
    denoiser remembers, shown beside the scorer's view of them."""
    for old in folder.glob("*"):
        if old.is_dir():
            shutil.rmtree(old)
        elif old.name != "README.md":
            old.unlink()
    ids = tokenizer(["a small red fox in the snow at night", "two owls"])
    for graph in graphs(parts, ids):
        done = write_graph(graph, folder)
        print(f"{done.path}: {done.bytes / 2**20:.2f} MiB, off by {done.exact:.1e} unpacked, {done.packed:.1e} packed", flush=True)
    names = sorted(p.parent.name for p in folder.rglob("*.onnx"))
    write_configs(folder, names, parts["denoiser"], parts.get("scorer"), subjects)
    if bank and "scorer" in parts:
        write_drawings(folder, parts["scorer"].eval(), bank, subjects)
    write_studio(folder, parts["denoiser"].unet.hidden, "fast" in parts, "scorer" in parts)
    total = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    print(f"{folder}: {total / 2**20:.1f} MiB")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--untrained", action="store_true")
    parser.add_argument("--shape", default="full", help="of untrained weights")
    args = parser.parse_args()
    torch.manual_seed(0)
    tokenizer = Tokenizer()
    parts = untrained(tokenizer, args.shape) if args.untrained else trained(tokenizer)
    bank = None if args.untrained else load_bank()
    total = export(args.folder, parts, tokenizer, load_stage().subjects, bank)
    if total > MOST:
        raise SystemExit(f"{total} bytes are more than {MOST}")


if __name__ == "__main__":
    main()
