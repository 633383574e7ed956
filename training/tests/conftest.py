"""A small stage for tests: real painted birds and strips, stand-in records for everything else."""

import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from data.birds.flock import bird_sprite
from data.birds.species import SPECIES
from data.colours import WORDS, name, target
from data.grounds.strips import draw_strip, strip_jobs
from data.subjects import read_subjects
from recipes import STAGES, recipe
from scenes.bank import STRIP, Bank, premultiply
from scenes.load import load_hypernyms, make_stage
from stages import checkpoint, denoiser, fast, judge, preview, scorer, sitting, upscaler, vae

torch.set_num_threads(1)  # toys lose more than they win by a second thread that waits for work

MODULES = dict(vae=vae, denoiser=denoiser, fast=fast, preview=preview, upscaler=upscaler, scorer=scorer, judge=judge)

PAINTED = ("robin", "swan", "owl", "eagle", "penguin", "chick", "hen", "flamingo")


def stand_in(subject, random: Random) -> dict:
    """The record of an emoji that was never drawn: a plausible shape and colour."""
    hue, saturation, light = target(random.choice(WORDS))
    width, height = random.choice(((0.96, 0.7), (0.7, 0.96), (0.96, 0.96)))
    pose = {"sea": "swim", "sky": "fly"}.get(subject.place, "stand")
    return dict(
        subject=subject.name, source="noto", facing=subject.facing, pose=pose, width=width, height=height,
        foot=[0.5, 0.5 + height / 2], hsl=[hue, saturation, light], colour=name(hue, saturation, light),
        mean=[light] * 3, share=random.choice((0.05, 0.4, 0.6)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def strip_records():
    """One record a kind; anchors as drawn."""
    return [(job, dict(layer=job[0], kind=job[1], anchor={"sky": 0}.get(job[0], 64))) for job in strip_jobs() if job[2] == 0]


@pytest.fixture(scope="session")
def painted_birds():
    """(picture, mask, record) of a few birds."""
    return [bird_sprite(k, 0, d) for k, bird in enumerate(SPECIES) if bird.name in PAINTED for d in (0, 1)]


@pytest.fixture(scope="session")
def stage(painted_birds, strip_records):
    """All subjects of the table, by records alone: for drawing and captions."""
    random = Random(5)
    records = [stand_in(s, random) for s in read_subjects() for _ in range(2)]
    return make_stage(records + [r for *_, r in painted_birds], [r for _, r in strip_records])


@pytest.fixture(scope="session")
def hypernyms():
    return load_hypernyms()


@pytest.fixture(scope="session")
def bank(painted_birds):
    """Real pixels: a few painted birds, and one strip of every kind."""
    sprites = [np.concatenate([premultiply(p), m[..., None]], -1) for p, m, _ in painted_birds]
    strips, records = [], []
    for job in strip_jobs():
        if job[2]:
            continue
        rgba, record = draw_strip(*job)
        strip = np.zeros((*STRIP, 4), np.uint8)
        strip[: rgba.shape[0]] = premultiply(rgba)
        strips.append(strip)
        records.append(record)
    tensor = lambda rows: torch.from_numpy(np.stack(rows)).permute(0, 3, 1, 2).contiguous()  # noqa: E731
    return Bank(tensor(sprites), tensor(strips), [r for *_, r in painted_birds], records)


@pytest.fixture(scope="session")
def toy_world(bank, tmp_path_factory):
    """Stages keep their files in a folder of the tests' and see the tests' bank."""
    folder, patch = tmp_path_factory.mktemp("runs"), pytest.MonkeyPatch()
    patch.setattr(checkpoint, "RUNS", folder)
    patch.setattr(checkpoint, "TRAVEL", folder / "none")
    patch.setattr(sitting, "WORK", folder)  # a pause of this machine's training is not the tests'
    large = Bank(*(torch.nn.functional.interpolate(t, scale_factor=4) for t in (bank.sprites, bank.strips)), bank.sprite_records, bank.strip_records)
    for module in MODULES.values():
        if hasattr(module, "load_bank"):
            patch.setattr(module, "load_bank", lambda: bank)
    patch.setattr(upscaler, "load_details", lambda: large)
    yield folder
    patch.undo()


@pytest.fixture(scope="session")
def toy_models(toy_world):
    """All stages trained a little."""
    for stage in STAGES:
        if checkpoint.find_weights(stage) is None:
            MODULES[stage].train(recipe(stage, "toy"), 60, torch.device("cpu"))
