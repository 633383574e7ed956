"""Train the picture-book model: `python training/train.py [STAGE ...] [--recipe cpu|gpu] [--minutes 9.5]`.

Runs the stages in order, each from where it stopped, for at most --minutes in this sitting.
`touch training/work/pause` (or the file that PAUSE_FILE names) makes it sleep, `touch training/work/stop` or SIGTERM makes it save and end.
"""

import argparse
import importlib
import sys
import time

import torch
from recipes import RECIPES, STAGES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", nargs="*", default=STAGES)
    parser.add_argument("--recipe", choices=RECIPES, default="gpu" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--minutes", type=float, default=9.5, help="length of this sitting")
    args = parser.parse_args()
    device = torch.device("cuda" if args.recipe == "gpu" else "cpu")
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    if device.type == "cpu":
        torch.set_num_threads(2)
    end = time.monotonic() + args.minutes * 60
    for name in args.stages:
        left = (end - time.monotonic()) / 60
        if left < 0.2:
            break
        recipe = RECIPES[args.recipe][name]
        complete = importlib.import_module(f"stages.{name}").train(recipe, left, device)
        print(f"{name}: {'complete' if complete else 'to be continued'}", flush=True)
        if not complete:
            sys.exit(3)  # more sittings are needed


if __name__ == "__main__":
    main()
