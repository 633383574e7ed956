"""Milliseconds of every exported graph: `python training/speed.py FOLDER [--threads 2] [--runs 12]`.

wall: the fastest run. cpu: processor time of the leanest run, divided by the threads: what an idle machine would take.
"""

import argparse
import resource
import time
from pathlib import Path

import numpy as np
import onnxruntime

SIZES = dict(batch=1, height=256, width=256, regions=1, tokens=32)
SHAPES = {"latent_sample": (1, 4, 32, 32)}
TARGETS = {"unet": 60, "unet_fast": 60, "vae_decoder": 250, "vae_decoder_preview": 30}


def feeds_of(session) -> dict[str, np.ndarray]:
    """Random inputs of one 256 px picture."""
    random, feeds = np.random.default_rng(0), {}
    for port in session.get_inputs():
        shape = SHAPES.get(port.name) or [SIZES[d] if isinstance(d, str) else d for d in port.shape]
        if port.name == "input_ids":
            feeds[port.name] = random.integers(0, 500, (1, 32))
        else:
            feeds[port.name] = random.random(shape, dtype=np.float32)
    return feeds


def measure(path: Path, threads: int, runs: int) -> tuple[float, float]:
    """wall, cpu; milliseconds."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(path, options)
    feeds = feeds_of(session)
    session.run(None, feeds)
    wall, cpu = [], []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        session.run(None, feeds)
        after = resource.getrusage(resource.RUSAGE_SELF)
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000 / threads)
    return min(wall), min(cpu)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=12)
    args = parser.parse_args()
    for path in sorted(args.folder.rglob("*.onnx")):
        wall, cpu = measure(path, args.threads, args.runs)
        target = TARGETS.get(path.parent.name)
        print(f"{path.relative_to(args.folder)}: wall {wall:.1f} ms, cpu {cpu:.1f} ms{f' (target {target})' if target else ''}", flush=True)


if __name__ == "__main__":
    main()
