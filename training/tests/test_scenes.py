"""Scenes keep to the rules: nothing held out, nothing off the page; pixels agree with labels."""

from random import Random

import pytest
import torch
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from scenes.collate import collate
from scenes.compose import compose
from scenes.heldout import SHARE, held_out
from scenes.load import stage_of
from scenes.place import draw_scene, extent
from scenes.sketch import sketch


@pytest.fixture(scope="module")
def painted(bank):
    random, stage = Random(2), stage_of(bank)
    scenes = [draw_scene(random, stage, 1) for _ in range(24)]
    return scenes, compose(bank, collate(scenes), 9)


def test_held_out_combinations_are_never_drawn(stage):
    random = Random(1)
    for _ in range(3000):
        scene = draw_scene(random, stage)
        assert not any(held_out(a.subject, a.colour, scene.background) for a in scene.actors)


def test_share_held_out():
    every = [held_out(s, c, b) for s in ("fox", "swan", "apple", "car", "owl", "tree") for c in WORDS for b in BACKGROUNDS]
    assert abs(sum(every) / len(every) - SHARE) < 0.025


def test_subjects_stay_on_the_page(stage):
    random = Random(4)
    for _ in range(500):
        for actor in draw_scene(random, stage).actors:
            half_w, half_h = extent(actor)
            for centre, half in ((actor.x, half_w), (actor.y, half_h)):
                assert half > 0.48 or half - 0.03 <= centre <= 1 - half + 0.03


def test_same_seed_same_picture(bank):
    scenes = [draw_scene(Random(8), stage_of(bank)) for _ in range(2)]
    a, b, other = (compose(bank, collate(scenes), seed)["picture"] for seed in (1, 1, 2))
    assert torch.equal(a, b) and not torch.equal(a, other)


def test_labels_are_where_the_subject_is(painted):
    scenes, picture = painted
    for scene, mask in zip(scenes, picture["masks"][:, 0], strict=True):
        if "front" in scene.layers:
            continue  # partly hidden
        rows, columns = torch.nonzero(mask.amax(1) > 0.5).flatten(), torch.nonzero(mask.amax(0) > 0.5).flatten()
        actor, (half_w, half_h) = scene.actors[0], extent(scene.actors[0])
        x, y = ((v[0] + v[-1] + 1) / 512 for v in (columns, rows))
        assert abs(x - actor.x) < 0.06 + 0.3 * half_w and abs(y - actor.y) < 0.06 + 0.3 * half_h
        if abs(actor.angle) < 6:
            assert abs(len(rows) / 256 - actor.size) < 0.06
        assert len(columns) / 512 < half_w + 0.05


def test_a_smaller_page_shows_the_same(bank, painted):
    scenes, whole = painted
    small = compose(bank.shrunk(2), collate(scenes), 9, 1 / 2)
    for name, far in (("flat", 0.02), ("picture", 0.025), ("masks", 0.03)):
        shrunk = torch.nn.functional.avg_pool2d(whole[name], 2)
        assert small[name].shape == shrunk.shape and (small[name] - shrunk).abs().mean() < far, name


def test_pictures_are_sound(painted):
    _, picture = painted
    for value in picture.values():
        assert torch.isfinite(value).all() and value.min() >= 0 and value.max() <= 1
    assert picture["picture"].shape == (24, 3, 256, 256)


def test_sketch_follows_the_outline(painted):
    _, picture = painted
    ink = sketch(picture, torch.full((24,), 0.5), torch.Generator().manual_seed(0))
    assert ink.shape == (24, 1, 256, 256) and 0 <= ink.min() and ink.max() <= 1
    near = torch.nn.functional.max_pool2d(picture["masks"][:, :1], 9, 1, 4) + torch.nn.functional.max_pool2d(-picture["masks"][:, :1], 9, 1, 4)
    assert (near * ink).sum() / ink.sum() > 0.35, "much of the ink lies on subjects' rims"
