"""One sitting of training: its clock, and the ways to stop or pause it."""

import math
import os
import signal
import threading
import time
from pathlib import Path

import torch

from .cores import Cores

WORK = Path(__file__).resolve().parents[1] / "work"


asked_to_stop = threading.Event()


def heed_signals() -> None:
    """SIGTERM and SIGINT end the sitting after its step, saved."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())


class Sitting:
    """Counts training seconds over all sittings of a stage; pauses are not counted.

    Ends `minutes` after it was made (setting up counts, pauses do not), at the stage's planned end, when `asked_to_stop` is set,
    or when the file work/stop exists. Sleeps while work/pause or the file named by the
    environment variable PAUSE_FILE exists (for sharing a machine with benchmarks).
    """

    def __init__(self, minutes: float, planned_minutes: float, seconds_before: float = 0.0):
        self.end = time.monotonic() + minutes * 60
        self.planned = planned_minutes * 60
        self.before = seconds_before
        self.start = None
        self.paused = 0.0
        self.pauses = [WORK / "pause", *(Path(p) for p in (os.environ.get("PAUSE_FILE"),) if p)]
        self.cores = Cores(torch.get_num_threads())

    @property
    def here(self) -> float:
        """Seconds trained in this sitting, from the first step on."""
        return time.monotonic() - self.start - self.paused if self.start is not None else 0.0

    @property
    def seconds(self) -> float:
        """Seconds trained in all sittings."""
        return self.before + self.here

    @property
    def progress(self) -> float:
        """0..1 of the planned training time."""
        return min(self.seconds / self.planned, 1.0)

    def goes_on(self) -> bool:
        """Whether to make another step; sleeps here during a pause."""
        began = time.monotonic()
        self.start = began if self.start is None else self.start
        while any(path.exists() for path in self.pauses) and not asked_to_stop.is_set():
            time.sleep(1)
        self.paused += time.monotonic() - began
        self.cores.adapt()
        if asked_to_stop.is_set() or (WORK / "stop").exists():
            return False
        return time.monotonic() - self.paused < self.end and self.progress < 1.0

    @property
    def complete(self) -> bool:
        """True once the planned time is trained."""
        return self.progress >= 1.0


def learning_rate(peak: float, step: int, progress: float, warmup: int = 200, decay_from: float = 0.7) -> float:
    """Warm up, stay, then cosine down to a fiftieth over the last part (warmup-stable-decay)."""
    ramp = min(1.0, (step + 1) / warmup)
    if progress <= decay_from:
        return peak * ramp
    t = min((progress - decay_from) / (1 - decay_from), 1.0)
    return peak * ramp * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * t)))
