"""Measure the model: `python training/evaluate.py [--out training/work/evaluation] [--subjects 200] [--seeds 5] [--steps 20]`.

Prints the table as Markdown, writes table.md, table.json and contact sheets. Prompts, seeds and label combinations
were never trained on; the judge was trained apart from the model and its scorer, and its own accuracy stands beside.
"""

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from judging import controls, whole, words
from judging.painter import Painter
from judging.prompts import drawn_subjects
from judging.reader import Reader
from judging.real import own_accuracy
from models.scorer import Scorer
from onnxout.manifest import FAST, QUALITY
from scenes.bank import load_bank
from scenes.bpe import Tokenizer
from scenes.load import stage_of
from sheet import contact_sheet
from stages.checkpoint import find_progress, find_weights
from stages.fast import load_denoiser
from stages.judge import load_judge
from stages.latents import load_autoencoder

HEAD = "| measure | value | target | chance | judge on real pictures | note |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Size:
    """How much is measured. part: pictures at once; steps: of the base model; least: pictures of any one measure."""

    subjects: int
    seeds: int
    part: int
    steps: int = QUALITY["steps"]
    least: int = 64


def load_scorer(tokenizer: Tokenizer, device) -> Scorer | None:
    """The trained scorer, or None."""
    weights = find_weights("scorer")
    if weights is None:
        return None
    scorer = Scorer(len(tokenizer), tokenizer.end)
    scorer.load_state_dict(weights)
    return scorer.to(device).eval()


def measure(bank, device, size: Size) -> tuple[list, dict]:
    """All rows, and pictures for the sheets: name -> (pictures in -1..1, texts[, columns])."""
    tokenizer, stage = Tokenizer(), stage_of(bank)
    judge, known = load_judge(device)
    reader = Reader(judge, known, bank, device)
    autoencoder = load_autoencoder(device)

    def painter(name: str, steps: int, guidance: float) -> Painter:
        return Painter(load_denoiser(device, name), autoencoder, tokenizer, device, steps, guidance, size.part)

    base = painter("denoiser", size.steps, QUALITY["guidance"])
    fast = painter("fast", FAST["steps"], FAST["guidance"]) if find_weights("fast") else None
    chosen, keep = drawn_subjects(stage, size.subjects), {}
    some, half = chosen[:: max(len(chosen) // 20, 1)], max(size.subjects // 2, size.least // 16, 2)
    own = own_accuracy(reader, bank, max(4 * size.subjects, size.least), device)
    rows = []

    def tell(more: list) -> None:
        """Long on a CPU: each row is said once it is known."""
        rows.extend(more)
        print(*(r.markdown() for r in more), sep="\n", flush=True)

    tell(words.subject_rows(base, fast, reader, stage, chosen, size.seeds, FAST["steps"], own, keep))
    tell(words.colour_rows(base, reader, stage, chosen, size.seeds, own, keep))
    tell(words.pair_rows(base, reader, stage, chosen, size.seeds, own, keep))
    tell(controls.knob_rows(base, reader, some, max(size.seeds // 2, 1), own, keep))
    tell(controls.sketch_rows(base, reader, bank, half, device, own, keep))
    tell(controls.layout_rows(base, reader, bank, half, device, own, keep))
    tell(whole.diversity_rows(base, reader, bank, some, max(size.seeds, 3), device))
    tell(whole.memory_rows(keep.pop("features"), bank, max(20 * size.subjects, size.least), device))
    if scorer := load_scorer(tokenizer, device):
        tell(whole.scorer_rows(scorer, bank, tokenizer, device, max(2 * size.subjects, size.least)))
    return rows, keep


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("work") / "evaluation")
    parser.add_argument("--subjects", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=QUALITY["steps"], help="of the base model")
    parser.add_argument("--part", type=int, default=0, help="pictures at once; 0: 128 on a GPU, 8 on a CPU")
    args = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    start = time.monotonic()
    part = args.part or (128 if device.type == "cuda" else 8)
    rows, keep = measure(load_bank().to(device), device, Size(args.subjects, args.seeds, part, args.steps))
    args.out.mkdir(parents=True, exist_ok=True)
    facts = {stage: find_progress(stage) for stage in ("vae", "denoiser", "fast", "scorer", "judge")}
    trained = ", ".join(f"{k} {v['step']} steps in {v['seconds'] / 60:.0f} min ({v.get('recipe', '?')})" for k, v in facts.items() if v)
    table = "\n".join([HEAD, *(r.markdown() for r in rows)])
    text = f"{table}\n\n{args.subjects} subjects, {args.seeds} seeds, {args.steps} steps; trained: {trained}; measured in {(time.monotonic() - start) / 60:.1f} min on {device.type}\n"
    (args.out / "table.md").write_text(text)
    (args.out / "table.json").write_text(json.dumps([vars(r) for r in rows], indent=1))
    for name, (pictures, texts, *columns) in keep.items():
        contact_sheet(pictures / 2 + 0.5, texts[: len(pictures)], columns[0] if columns else 10, args.out / f"{name.replace(' ', '-')}.webp")
    print(text)


if __name__ == "__main__":
    main()
