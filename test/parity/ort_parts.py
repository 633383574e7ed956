"""ONNX graphs in the place of the torch modules of a diffusers pipeline, so that both sides run the same files."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnxruntime
import torch
from diffusers import ControlNetModel
from diffusers.configuration_utils import FrozenDict
from transformers.modeling_outputs import BaseModelOutputWithPooling
from transformers.models.clip.modeling_clip import CLIPTextModelOutput

NUMPY = {"tensor(float)": np.float32, "tensor(float16)": np.float16, "tensor(int64)": np.int64, "tensor(int32)": np.int32}


class Graph:
    """One ONNX file on the CPU; inputs are brought to the types and ranks that it declares, outputs come as float32."""

    def __init__(self, file: Path):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self.ports = {port.name: port for port in self.session.get_inputs()}
        self.outputs = [port.name for port in self.session.get_outputs()]
        self.config = FrozenDict(json.loads((file.parent / "config.json").read_text()))

    def __call__(self, **values) -> dict[str, torch.Tensor]:
        feeds = {}
        for name, port in self.ports.items():
            value = torch.as_tensor(values[name]).detach().numpy().astype(NUMPY[port.type])
            feeds[name] = value.reshape(()) if not port.shape else value.reshape(-1) if len(port.shape) == 1 else value
        out = self.session.run(None, feeds)
        return {name: torch.from_numpy(value.astype(np.float32)) for name, value in zip(self.outputs, out, strict=True)}


class Part(torch.nn.Module):
    """What pipelines ask of every module besides calling it."""

    dtype, device = torch.float32, torch.device("cpu")

    def __init__(self, graph: Graph):
        super().__init__()
        self.graph = [graph]
        self.config = graph.config

    def run(self, **values):
        return self.graph[0](**values)


class Unet(Part):
    def __init__(self, graph: Graph):
        super().__init__(graph)
        width = self.config.get("projection_class_embeddings_input_dim") or 0
        self.add_embedding = SimpleNamespace(linear_1=SimpleNamespace(in_features=width))

    def forward(self, sample, timestep, encoder_hidden_states, timestep_cond=None, added_cond_kwargs=None,
                down_block_additional_residuals=None, mid_block_additional_residual=None, return_dict=True, **_):
        values = {"sample": sample, "timestep": timestep, "encoder_hidden_states": encoder_hidden_states}
        values |= added_cond_kwargs or {}
        if timestep_cond is not None:
            values["timestep_cond"] = timestep_cond
        for i, residual in enumerate(down_block_additional_residuals or []):
            values[f"down_block_additional_residual_{i}"] = residual
        if mid_block_additional_residual is not None:
            values["mid_block_additional_residual"] = mid_block_additional_residual
        out = self.run(**values)["out_sample"]
        return SimpleNamespace(sample=out) if return_dict else (out,)


class ControlNet(ControlNetModel):
    """Of diffusers' class, since pipelines ask for it; nothing of that is used."""

    dtype, device = torch.float32, torch.device("cpu")

    def __init__(self, graph: Graph):
        torch.nn.Module.__init__(self)
        self._internal_dict = graph.config
        self.graph = [graph]

    def forward(self, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale=1.0, return_dict=True, **_):
        out = list(self.graph[0](
            sample=sample, timestep=timestep, encoder_hidden_states=encoder_hidden_states,
            controlnet_cond=controlnet_cond, conditioning_scale=conditioning_scale,
        ).values())
        return out[:-1], out[-1]


class UnetWithin(Unet):
    """A U-Net that holds its ControlNet: what the pipeline's own net would say is put in place by the graph."""

    def forward(self, sample, timestep, encoder_hidden_states, down_block_additional_residuals=None, return_dict=True, **_):
        picture, scale = down_block_additional_residuals
        out = self.run(sample=sample, timestep=timestep, encoder_hidden_states=encoder_hidden_states,
                       controlnet_cond=picture, conditioning_scale=scale)["out_sample"]
        return SimpleNamespace(sample=out) if return_dict else (out,)


class Handing(ControlNetModel):
    """Hands the map through to such a U-Net."""

    dtype, device = torch.float32, torch.device("cpu")

    def __init__(self, config):
        torch.nn.Module.__init__(self)
        self._internal_dict = FrozenDict({"global_pool_conditions": False} | dict(config))

    def forward(self, *_, controlnet_cond, conditioning_scale=1.0, **__):
        return [controlnet_cond, conditioning_scale], None


class Text(Part):
    def forward(self, input_ids, attention_mask=None, output_hidden_states=False, **_):
        out = self.run(input_ids=input_ids)
        inner = tuple(value for name, value in out.items() if name.startswith("hidden_states."))
        common = {"last_hidden_state": out["last_hidden_state"], "hidden_states": inner or None}
        if "text_embeds" in out:
            return CLIPTextModelOutput(text_embeds=out["text_embeds"], **common)
        return BaseModelOutputWithPooling(pooler_output=out.get("pooler_output"), **common)


class Vae(torch.nn.Module):
    """The latent of a picture is the mean of what the encoder says, no sample of it."""

    dtype, device = torch.float32, torch.device("cpu")

    def __init__(self, decoder: Graph, encoder: Graph | None):
        super().__init__()
        self.graphs = [decoder, encoder]
        defaults = {"block_out_channels": [0] * 4, "latent_channels": 4, "scaling_factor": 1.0, "force_upcast": False}
        self.config = FrozenDict(defaults | dict(decoder.config))

    def decode(self, latent, return_dict=True, **_):
        out = self.graphs[0](latent_sample=latent)["sample"]
        return SimpleNamespace(sample=out) if return_dict else (out,)

    def encode(self, picture):
        decoder, encoder = self.graphs
        latent = next(iter(encoder(sample=picture).values()))[:, : self.config.latent_channels]
        # An encoder with a scale of its own, where a tiny decoder stands in for the full one.
        ratio = encoder.config.get("scaling_factor", 1.0) / self.config.scaling_factor
        return SimpleNamespace(latents=latent * ratio)
