"""Train the picture-book model: `python training/train.py [STAGE ...] [--recipe cpu|gpu|toy] [--minutes 9.5]`.

Runs the stages in order, each from where it stopped, for at most --minutes in this sitting.
`touch training/work/pause` (or the file that PAUSE_FILE names) makes it sleep, `touch training/work/stop` or SIGTERM makes it save and end.
"""

import argparse
import importlib
import os
import sys
import time

import torch
from recipes import MACHINES, STAGES, recipe
from stages.checkpoint import find_progress
from stages.sitting import heed_signals

MORE = 3  # exit status: more sittings are needed


def is_complete(stage: str, machine: str) -> bool:
    """Whether a stage has had its planned minutes on this kind of machine."""
    facts = find_progress(stage)
    return facts.get("recipe") == machine and facts["seconds"] >= recipe(stage, machine)["minutes"] * 60 - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", default=STAGES)
    parser.add_argument("--recipe", choices=MACHINES, default="gpu" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--minutes", type=float, default=9.5, help="length of this sitting")
    args = parser.parse_args()
    device = torch.device("cuda" if args.recipe == "gpu" else "cpu")
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    if device.type == "cpu":
        # Threads that wait for a core in turns make a run several times slower: one each where two runs share two cores.
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 2)))
    heed_signals()
    end = time.monotonic() + args.minutes * 60
    for name in args.stages:
        if is_complete(name, args.recipe):
            continue
        left = (end - time.monotonic()) / 60
        if left < 0.2:
            sys.exit(MORE)
        complete = importlib.import_module(f"stages.{name}").train(recipe(name, args.recipe), left, device)
        print(f"{name}: {'complete' if complete else 'to be continued'}", flush=True)
        if not complete:
            sys.exit(MORE)


if __name__ == "__main__":
    main()
