"""Shapes, neutral inputs and masks of the networks; the exported graph equals torch."""

import copy

import numpy as np
import onnxruntime
import pytest
import torch
from models.denoiser import Denoiser, neutral
from models.vae import Autoencoder, PatchCritic
from scenes.bpe import Tokenizer
from scenes.knobs import WIDTH


@pytest.fixture(scope="module")
def denoiser():
    torch.manual_seed(0)
    model = Denoiser("tiny", words=32, subjects=5).eval()
    for p in model.parameters():  # nothing may hide behind a zero initialisation
        if not p.any():
            torch.nn.init.normal_(p, std=0.05)
    return model


@pytest.fixture(scope="module")
def ids():
    return Tokenizer()(["a red bird on a branch", "two foxes"])


def conditions(batch=2):
    return neutral(batch, "cpu", words=32)


def test_autoencoder_shapes():
    model = Autoencoder()
    for size in (64, 96):
        z = model.encode(torch.zeros(2, 3, size, size))
        assert z.shape == (2, 4, size // 8, size // 8) and model.decode(z).shape == (2, 3, size, size)
    assert PatchCritic(8)(torch.zeros(1, 3, 64, 64)).shape[1] == 1


def test_denoiser_shapes(denoiser, ids):
    z = torch.randn(2, 4, 32, 32)
    assert denoiser(z, torch.tensor([10.0, 900.0]), ids, conditions()).shape == z.shape


def test_padding_is_never_read(denoiser, ids):
    hidden = denoiser.text(ids)
    assert not hidden[ids == denoiser.text.end].any()
    assert torch.allclose(hidden[:, :10], denoiser.text(ids[:, :10]), atol=1e-5)


def test_every_input_acts_and_neutral_means_nothing(denoiser, ids):
    z, t = torch.randn(2, 4, 32, 32), torch.tensor([500.0, 500.0])
    plain = denoiser(z, t, ids, conditions())
    changes = dict(
        knobs=torch.eye(WIDTH)[[0, -1]], sketch=torch.ones(2, 1, 256, 256), region_masks=torch.ones(2, 1, 32, 32), dh=torch.ones(2, *denoiser.unet.hidden),
    )  # fmt: skip
    for name, value in changes.items():
        extra = dict(sketch_weight=torch.ones(2)) if name == "sketch" else dict(region_embeds=torch.ones(2, 1, 32)) if name == "region_masks" else {}
        assert not torch.allclose(denoiser(z, t, ids, conditions() | {name: value} | extra), plain, atol=1e-4), name
    unweighted = denoiser(z, t, ids, conditions() | dict(sketch=torch.ones(2, 1, 256, 256)))
    assert torch.allclose(unweighted, plain, atol=1e-6), "a sketch of no weight is no sketch"


def test_the_unet_is_one_graph_to_the_compiler(denoiser, ids):
    z, t = torch.randn(2, 4, 32, 32), torch.tensor([100.0, 700.0])
    plain = denoiser(z, t, ids, conditions())
    compiled = copy.deepcopy(denoiser)
    compiled.unet.compile(backend="eager", fullgraph=True)
    assert torch.allclose(compiled(z, t, ids, conditions()), plain, atol=1e-5)


def test_words_change_the_picture(denoiser, ids):
    z, t = torch.randn(1, 4, 32, 32), torch.tensor([500.0])
    a, b = (denoiser(z, t, row[None], conditions(1)) for row in ids)
    assert not torch.allclose(a, b, atol=1e-4)


def test_exported_graph_equals_torch(denoiser, ids, tmp_path):
    unet, c = denoiser.unet, conditions()
    torch.manual_seed(1)
    inputs = dict(
        sample=torch.randn(2, 4, 32, 32), timestep=torch.tensor([3.0, 700.0]), encoder_hidden_states=denoiser.text(ids).detach(),
        knobs=torch.randn(2, WIDTH), sketch=torch.rand(2, 1, 256, 256), sketch_weight=torch.tensor([0.5, 1.0]),
        region_masks=torch.rand(2, 2, 32, 32), region_embeds=torch.randn(2, 2, 32), dh=torch.randn(2, *unet.hidden),
    )  # fmt: skip
    assert set(c) <= set(inputs)
    path = tmp_path / "unet.onnx"
    torch.onnx.export(unet, tuple(inputs.values()), path, input_names=list(inputs), output_names=["out_sample", "h"], dynamo=False, opset_version=17)
    with torch.no_grad():
        expected = unet(*inputs.values())
    got = onnxruntime.InferenceSession(path).run(None, {k: v.numpy() for k, v in inputs.items()})
    for theirs, ours in zip(got, expected, strict=True):
        assert np.allclose(theirs, ours.numpy(), atol=2e-4)
