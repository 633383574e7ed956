"""Sharing a machine: use as many threads as there are cores that nobody else needs."""

import os
import time

import torch


class Cores:
    """Counts what other, more important processes leave idle (Linux only; elsewhere does nothing)."""

    def __init__(self, most: int):
        self.most = most
        self.last = self.read()
        self.next = time.monotonic() + 5

    @staticmethod
    def read() -> tuple[float, float]:
        """Seconds of user and system time of all ordinary (not niced) processes so far, and now."""
        try:
            with open("/proc/stat") as stat:
                user, _, system = (float(v) for v in stat.readline().split()[1:4])
        except OSError:
            return 0.0, time.monotonic()
        return (user + system) / os.sysconf("SC_CLK_TCK"), time.monotonic()

    def adapt(self) -> None:
        """Set torch's threads, at most every five seconds. Only niced runs give way."""
        if time.monotonic() < self.next or os.nice(0) == 0:
            return
        busy, now = self.read()
        used = (busy - self.last[0]) / max(now - self.last[1], 1e-3)
        self.last, self.next = (busy, now), time.monotonic() + 5
        torch.set_num_threads(max(1, min(self.most, round(self.most - used + 0.2))))
