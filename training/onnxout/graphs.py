"""Every graph of the model folder: its module, example inputs, names and open axes, as one table of rows."""

from dataclasses import dataclass, field

import torch
from models.denoiser import Denoiser
from models.scorer import SIDE, Scorer
from models.unet import UNet
from models.vae import Autoencoder
from scenes.bpe import LENGTH
from scenes.knobs import WIDTH
from torch import nn


@dataclass
class Graph:
    """path: in the folder. axes: input or output -> axis -> name. weights: 'int8' or 'half', how they are stored."""

    path: str
    module: nn.Module
    inputs: dict[str, torch.Tensor]
    outputs: list[str]
    weights: str
    axes: dict = field(default_factory=dict)


class Encode(nn.Module):
    """Pictures in -1..1 -> mean and log variance of normalised latents, joined [B, 8, h, w]."""

    def __init__(self, autoencoder: Autoencoder):
        super().__init__()
        self.a = autoencoder

    def forward(self, sample):
        mean, log_variance = self.a.encoder(sample)
        scale = self.a.scale[:, None, None]
        return torch.cat([(mean - self.a.shift[:, None, None]) / scale, log_variance.clamp(-12, 4) - 2 * scale.log()], 1)


class Decode(nn.Module):
    """Normalised latents -> pictures in -1..1."""

    def __init__(self, autoencoder: Autoencoder):
        super().__init__()
        self.a = autoencoder

    def forward(self, latent_sample):
        return self.a.decode(latent_sample)


def batch_axes(names, *rest) -> dict:
    """The first axis of each is open; `rest` are more axes: (name, axis, axis name)."""
    axes = {name: {0: "batch"} for name in names}
    for name, axis, label in rest:
        axes[name][axis] = label
    return axes


def unet_graph(path: str, unet: UNet, words: int, weights: str = "int8") -> Graph:
    """A denoiser at its native size, the layout's number of regions open."""
    b, latent = 2, unet.latent
    inputs = dict(
        sample=torch.randn(b, 4, latent, latent), timestep=torch.tensor([40.0, 700.0]), encoder_hidden_states=torch.randn(b, LENGTH, words),
        knobs=torch.randn(b, WIDTH) * 0.3, sketch=torch.rand(b, 1, 8 * latent, 8 * latent).round(), sketch_weight=torch.tensor([0.5, 1.0]),
        region_masks=torch.rand(b, 2, latent, latent), region_embeds=torch.randn(b, 2, words), dh=torch.randn(b, *unet.hidden) * 0.1,
    )  # fmt: skip
    axes = batch_axes([*inputs, "out_sample", "h"], ("region_masks", 1, "regions"), ("region_embeds", 1, "regions"), ("encoder_hidden_states", 1, "tokens"))
    return Graph(path, unet, inputs, ["out_sample", "h"], weights, axes)


def text_graph(path: str, module: nn.Module, ids: torch.Tensor, output: str) -> Graph:
    """A text encoder."""
    return Graph(path, module, dict(input_ids=ids), [output], "int8", batch_axes(["input_ids", output]))


def picture_graph(path: str, module: nn.Module, name: str, shape: tuple, output: str, scale: int) -> Graph:
    """A convolutional graph of any height and width; scale: of its output, for the names of axes alone."""
    axes = batch_axes([name, output], (name, 2, "height"), (name, 3, "width"), (output, 2, f"height_{scale}"), (output, 3, f"width_{scale}"))
    return Graph(path, module, {name: torch.rand(shape)}, [output], "half", axes)


def graphs(parts: dict, ids: torch.Tensor) -> list[Graph]:
    """Of what has been trained. parts: autoencoder, denoiser and perhaps fast, preview, upscaler, scorer. ids: example prompts."""
    autoencoder, denoiser = parts["autoencoder"], parts["denoiser"]
    assert isinstance(denoiser, Denoiser)
    words = denoiser.text.norm.normalized_shape[0]
    rows = [
        text_graph("text_encoder/model.onnx", denoiser.text, ids, "last_hidden_state"),
        unet_graph("unet/model.onnx", denoiser.unet, words),
        picture_graph("vae_encoder/model.onnx", Encode(autoencoder), "sample", (1, 3, 64, 96), "latent_parameters", 8),
        picture_graph("vae_decoder/model.onnx", Decode(autoencoder), "latent_sample", (1, 4, 8, 12), "sample", 8),
    ]
    if "fast" in parts:
        rows.append(unet_graph("unet_fast/model.onnx", parts["fast"], words))
    if "preview" in parts:
        rows.append(picture_graph("vae_decoder_preview/model.onnx", parts["preview"], "latent_sample", (1, 4, 8, 12), "sample", 8))
    if "upscaler" in parts:
        rows.append(picture_graph("upscaler/model.onnx", parts["upscaler"], "sample", (1, 3, 32, 48), "enlarged", 4))
    if "scorer" in parts:
        scorer: Scorer = parts["scorer"]
        image = Graph("scorer/image_encoder.onnx", scorer.image, dict(pixel_values=torch.rand(2, 3, SIDE, SIDE) * 2 - 1), ["image_embeds"], "int8", batch_axes(["pixel_values", "image_embeds"]))
        rows += [image, text_graph("scorer/text_encoder.onnx", scorer.words, ids, "text_embeds")]
    return rows
