"""One sitting of any stage: optimiser, average, learning rate, log and checkpoints around a training loop."""

import math

import torch
from torch import nn

from .checkpoint import find_progress, find_weights, load_state, run_folder, save_progress, save_state, save_weights
from .ema import Ema
from .sitting import Sitting, learning_rate


class Run:
    """Use as: `while run.goes_on(): run.learn(loss_of_this_step)`, then `return run.finish()`.

    groups: (parameters, factor of the learning rate). start: weights to begin from where the stage has none.
    check: called with the averaged model after each save; returns a line for the log.
    facts: to be kept beside the weights. Time trained under another recipe does not count, its weights do.
    """

    def __init__(self, stage: str, model: nn.Module, recipe: dict, minutes: float, device, groups=None, start=None, check=None, facts=None):
        self.stage, self.recipe, self.check = stage, recipe, check or (lambda _: "")
        self.model = model.to(device, memory_format=torch.channels_last)
        self.facts = dict(facts or {}, recipe=recipe["name"], shape=recipe.get("shape"))
        state, found = load_state(stage), find_progress(stage)
        if state and state["recipe"] != recipe["name"]:
            state = None
        weights = find_weights(stage) if found.get("shape") == recipe.get("shape") else None
        self.count, seconds = 0, 0.0
        if state:
            model.load_state_dict(state["model"])
        elif weights:  # only averages travelled here: go on from them with a fresh optimiser
            model.load_state_dict(weights)
            if found.get("recipe") == recipe["name"]:
                self.count, seconds = found["step"], found["seconds"]
        elif start:
            model.load_state_dict(start)
        self.ema = Ema(model, recipe["ema"])
        groups = groups or [(model.parameters(), 1.0)]
        self.optimiser = torch.optim.AdamW(
            [dict(params=list(p), factor=f) for p, f in groups], lr=recipe["lr"], betas=(0.9, 0.98), weight_decay=recipe.get("decay", 0.01)
        )
        if state:
            self.ema.model.load_state_dict(state["ema"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.count, seconds = state["step"], state["seconds"]
        self.fresh = 0 if state else self.count  # the step at which the optimiser began, for warming up
        self.first = self.count
        self.sitting = Sitting(minutes, recipe["minutes"], seconds)
        self.sums, self.since = [], (0.0, self.count)
        self.next_save = recipe["save_every"]

    def goes_on(self) -> bool:
        """Whether to make another step."""
        return self.count - self.first < self.recipe.get("steps", math.inf) and self.sitting.goes_on()

    @property
    def progress(self) -> float:
        """0..1 of the stage's planned time."""
        return self.sitting.progress

    def learn(self, loss: torch.Tensor) -> None:
        """One step of the optimiser and all that hangs on it."""
        rate = learning_rate(self.recipe["lr"], self.count - self.fresh, self.progress, self.recipe.get("warmup", 200))
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["factor"]
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.get("clip", 1.0))
        if torch.isfinite(norm):
            self.optimiser.step()
            self.ema.update(self.model, self.count)
        self.count += 1
        self.sums.append(loss.detach())
        if self.count % self.recipe["log_every"] == 0:
            self.log()
        if self.sitting.here > self.next_save:
            self.next_save = self.sitting.here + self.recipe["save_every"]
            self.save()

    def log(self) -> None:
        """Mean loss and speed since the last line."""
        here = self.sitting.here
        rate = (self.count - self.since[1]) * self.recipe["batch"] / max(here - self.since[0], 1e-6)
        mean = torch.stack(self.sums).mean().item()
        self.sums, self.since = [], (here, self.count)
        print(f"{self.stage} {self.count} {self.sitting.seconds:.0f}s {rate:.1f} samples/s loss {mean:.4f}", flush=True)

    def save(self) -> None:
        """State for this machine, averages for travelling, and a check of the averages."""
        save_state(self.stage, dict(
            model=self.model.state_dict(), ema=self.ema.model.state_dict(), optimiser=self.optimiser.state_dict(),
            step=self.count, seconds=self.sitting.seconds, recipe=self.recipe["name"],
        ))  # fmt: skip
        save_weights(run_folder(self.stage), self.stage, self.ema.model.state_dict())
        save_progress(run_folder(self.stage), self.stage, step=self.count, seconds=round(self.sitting.seconds), **self.facts)
        print(f"{self.stage} {self.count} {self.sitting.seconds:.0f}s saved {self.check(self.ema.model)}", flush=True)

    def finish(self) -> bool:
        """Save; True once the stage is complete."""
        self.save()
        return self.sitting.complete
