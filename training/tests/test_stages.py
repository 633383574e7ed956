"""Every stage trains a little on toy sizes, stops, goes on where it was and leaves weights that load."""

import pytest
import torch
from recipes import STAGES, TABLES, recipe
from scenes import bank as banks
from stages import checkpoint, fast, judge, latents, preview, scorer, upscaler, vae
from stages import denoiser as denoiser_stage

MODULES = dict(vae=vae, denoiser=denoiser_stage, fast=fast, preview=preview, upscaler=upscaler, scorer=scorer, judge=judge)
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Stages keep their files here, in their order; they build on each other."""
    folder, patch = tmp_path_factory.mktemp("runs"), pytest.MonkeyPatch()
    patch.setattr(checkpoint, "RUNS", folder)
    patch.setattr(checkpoint, "TRAVEL", folder / "none")
    yield folder
    patch.undo()


@pytest.fixture(scope="module")
def small_world(bank, runs):
    """The stages' banks are the tests'."""
    patch = pytest.MonkeyPatch()
    large = banks.Bank(*(torch.nn.functional.interpolate(t, scale_factor=4) for t in (bank.sprites, bank.strips)), bank.sprite_records, bank.strip_records)
    for module in MODULES.values():
        if hasattr(module, "load_bank"):
            patch.setattr(module, "load_bank", lambda: bank)
    patch.setattr(upscaler, "load_details", lambda: large)
    yield
    patch.undo()


@pytest.mark.parametrize("stage", STAGES)
def test_stage_trains_and_goes_on(stage, small_world, runs):
    MODULES[stage].train(recipe(stage, "toy"), 1, CPU)
    facts = checkpoint.find_progress(stage)
    assert facts["step"] == 3 and facts["recipe"] == "toy"
    weights = checkpoint.find_weights(stage)
    assert all(torch.isfinite(w).all() for w in weights.values())
    if stage in ("vae", "preview"):
        MODULES[stage].train(recipe(stage, "toy"), 1, CPU)
        assert checkpoint.find_progress(stage)["step"] == 6


def test_another_recipe_keeps_weights_but_not_time(small_world, runs):
    if checkpoint.find_weights("scorer") is None:
        scorer.train(recipe("scorer", "toy"), 1, CPU)
    weights = checkpoint.find_weights("scorer")
    scorer.train(dict(recipe("scorer", "toy"), name="other", steps=0), 1, CPU)
    facts = checkpoint.find_progress("scorer")
    assert facts["step"] == 0 and facts["recipe"] == "other"
    assert all(torch.equal(v, weights[k]) for k, v in checkpoint.find_weights("scorer").items())


def test_recipes_name_the_same_numbers():
    for table in TABLES.values():
        assert set(table["cpu"]) == set(table["gpu"]) == set(table["toy"]) - {"steps"}
