"""Every stage trains a little on toy sizes, stops, goes on where it was and leaves weights that load."""

import pytest
import torch
from conftest import MODULES
from recipes import STAGES, TABLES, recipe
from stages import checkpoint

CPU = torch.device("cpu")


@pytest.mark.parametrize("stage", STAGES)
def test_stage_trains_and_goes_on(stage, toy_models):
    before = checkpoint.find_progress(stage)
    assert before["step"] >= 3 and before["recipe"] == "toy"
    assert all(torch.isfinite(w).all() for w in checkpoint.find_weights(stage).values())
    if stage in ("vae", "scorer"):
        MODULES[stage].train(recipe(stage, "toy"), 60, CPU)
        assert checkpoint.find_progress(stage)["step"] == before["step"] + 3


def test_another_recipe_keeps_weights_but_not_time(toy_models):
    weights = checkpoint.find_weights("scorer")
    MODULES["scorer"].train(dict(recipe("scorer", "toy"), name="other", steps=0), 60, CPU)
    facts = checkpoint.find_progress("scorer")
    assert facts["step"] == 0 and facts["recipe"] == "other"
    assert all(torch.equal(v, weights[k]) for k, v in checkpoint.find_weights("scorer").items())


def test_recipes_name_the_same_numbers():
    for table in TABLES.values():
        assert set(table["cpu"]) == set(table["gpu"]) == set(table["toy"]) - {"steps"}
