"""Colour words agree with pixels."""

import numpy as np
import torch
from data.colours import WORDS, name, target, to_hsl
from scenes.recolour import hsl_to_rgb, recolour, rgb_to_hsl


def test_a_painted_word_is_read_back():
    for word in WORDS:
        assert name(*target(word)) == word


def test_hsl_there_and_back():
    rgb = torch.rand(2, 3, 9, 9, generator=torch.Generator().manual_seed(0))
    assert torch.allclose(hsl_to_rgb(*rgb_to_hsl(rgb)), rgb, atol=2e-3)


def test_torch_and_numpy_agree():
    rgb = torch.rand(1, 3, 8, 8, generator=torch.Generator().manual_seed(1))
    theirs = to_hsl(rgb[0].permute(1, 2, 0).numpy())
    hue, saturation, light = (v[0].numpy() for v in rgb_to_hsl(rgb))
    assert np.allclose(hue * 360, theirs[..., 0], atol=0.1)
    assert np.allclose(saturation, theirs[..., 1], atol=1e-3) and np.allclose(light, theirs[..., 2], atol=1e-4)


def test_recolour_gives_the_hue_asked_for(bank):
    sprite = bank.sprites[:1].float() / 255
    own = torch.tensor([bank.sprite_records[0]["hsl"]])
    for hue in (0.0, 49.0, 122.0, 213.0, 272.0):
        painted = recolour(sprite, own, torch.tensor([[hue, 0.6, 0.5]]))
        core = (painted[0, 4] > 0.9) & (painted[0, 3] > 0.9)
        pixels = painted[0, :3][:, core].T.numpy()
        z = (np.exp(1j * np.radians(to_hsl(pixels)[:, 0]))).mean()
        assert abs((np.degrees(np.angle(z)) - hue + 180) % 360 - 180) < 12
        assert torch.equal(painted[:, 3:], sprite[:, 3:]), "shape and mask stay"
