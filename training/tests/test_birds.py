"""Every species paints, in every pose, with a mask of its main colour."""


import pytest
from data.birds.flock import draw_bird
from data.birds.species import SPECIES


@pytest.mark.parametrize("bird", SPECIES, ids=lambda b: b.name)
def test_paints_in_every_pose(bird):
    for pose in set(bird.poses):
        picture = draw_bird(bird, pose, "seed", pixels=40)
        mask = draw_bird(bird, pose, "seed", mask=True, pixels=40)[..., 0]
        alpha = picture[..., 3] > 128
        assert 0.02 < alpha.mean() < 0.6
        assert not (alpha[[0, -1]].any() or alpha[:, [0, -1]].any()), "fits into the page"
        assert (mask[alpha] > 128).mean() > 0.08, "the main colour covers a part"


def test_same_seed_same_bird():
    a, b, other = (draw_bird(SPECIES[0], "perch", seed, pixels=40) for seed in ("1", "1", "2"))
    assert (a == b).all() and (a != other).any()


def test_thirty_species():
    assert len({bird.name for bird in SPECIES}) == len(SPECIES) >= 30
    wanted = {"owl", "eagle", "peacock", "rooster", "chick", "swan", "dove"}
    assert wanted <= {bird.name for bird in SPECIES}


def test_species_differ():
    """No two species share a dress."""
    coats = [tuple(sorted(bird.colours.items())) + (bird.build,) for bird in SPECIES]
    assert len(set(coats)) == len(coats)
