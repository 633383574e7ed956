"""Makes graphs/: those of the tiny models that ../fixtures does not have, with random weights.

    python -m venv .venv && .venv/bin/pip install -r test/parity/requirements.txt
    .venv/bin/python test/parity/make_graphs.py [NAME ...]
    .venv/bin/python test/parity/make_expected.py [FAMILY ...]

families.json says which graphs and which small files make up the folder of each family.
"""

import shutil
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import AutoencoderTiny, UNet2DConditionModel
from diffusers.models.attention_processor import Attention, AttnProcessor, AttnProcessor2_0
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static

HERE = Path(__file__).parent
FIXTURES = HERE / ".." / "fixtures"
GRAPHS = HERE / "graphs"
sys.path.insert(0, str(FIXTURES))
warnings.filterwarnings("ignore")
from tiny_export import config_of, export, export_text_encoder, export_unet, short_names  # noqa: E402
from tiny_tokenizer import TOKENS, write_json  # noqa: E402
from tiny_weights import TEXT_WIDTH, coarse, fit_output, make_text_encoder  # noqa: E402


@dataclass
class Kind:
    """What ../fixtures/tiny_export.py asks of a fixture."""

    xl: bool = False
    half: bool = False
    external: bool = False
    legacy: bool = False
    frozen: bool = False
    control: bool = False
    time_cond: int | None = None


def text_sd2(folder: Path) -> None:
    """OpenCLIP's GELU, as Stable Diffusion 2 and its Turbo have it."""
    export_text_encoder(folder, make_text_encoder(61, hidden_act="gelu"), Kind())


def small_xl_unet(seed: int, words: int, ids: int, time_cond: int | None = None) -> UNet2DConditionModel:
    torch.manual_seed(seed)
    unet = UNet2DConditionModel(
        sample_size=8, block_out_channels=[8, 8], layers_per_block=1, norm_num_groups=4, cross_attention_dim=words,
        time_cond_proj_dim=time_cond, addition_embed_type="text_time", addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=TEXT_WIDTH + ids * 8, use_linear_projection=True,
        transformer_layers_per_block=[1, 1], attention_head_dim=[2, 2], down_block_types=["DownBlock2D", "CrossAttnDownBlock2D"],
        up_block_types=["CrossAttnUpBlock2D", "UpBlock2D"],
    ).eval()
    unet.set_attn_processor(AttnProcessor())
    with torch.no_grad():
        for name, module in unet.named_modules():
            if name.endswith("attn2.to_out.0"):
                module.weight *= 4
        fit(coarse(unet).double(), ids, time_cond)
    return coarse(unet)


def fit(unet, ids: int, time_cond: int | None) -> None:
    """As for the other tiny models; what the refiner is told of sizes has five numbers."""
    if ids == 6:
        return fit_output(unet, "epsilon", True, time_cond)
    forward = unet.forward

    def with_five(*args, added_cond_kwargs, **rest):
        told = dict(added_cond_kwargs, time_ids=added_cond_kwargs["time_ids"][:, :5])
        return forward(*args, added_cond_kwargs=told, **rest)

    unet.forward = with_five
    fit_output(unet, "epsilon", True, time_cond)
    del unet.forward


def unet_refiner(folder: Path) -> None:
    unet = small_xl_unet(62, TEXT_WIDTH, 5)
    inputs = lambda batch, h, w, time: {
        "sample": torch.randn(batch, 4, h, w), "timestep": torch.tensor([time]),
        "encoder_hidden_states": torch.randn(batch, TOKENS, TEXT_WIDTH), "text_embeds": torch.randn(batch, TEXT_WIDTH),
        "time_ids": torch.tensor([[64.0, 64, 0, 0, 6]]).repeat(batch, 1),
    }
    call = lambda module, sample, time, states, pooled, ids: module(
        sample, time, states, added_cond_kwargs={"text_embeds": pooled, "time_ids": ids}, return_dict=False,
    )[0]
    axes = {
        "sample": {0: "batch_size", 2: "height", 3: "width"}, "timestep": {0: "steps"},
        "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"}, "text_embeds": {0: "batch_size"},
        "time_ids": {0: "batch_size"}, "out_sample": {0: "batch_size", 2: "height", 3: "width"},
    }
    export(folder, unet, call, inputs(2, 8, 8, 500.0), ["out_sample"], axes, Kind(xl=True), config_of(unet), inputs(3, 16, 8, 981.0))


def unet_xl_lcm(folder: Path) -> None:
    export_unet(folder, small_xl_unet(63, 2 * TEXT_WIDTH, 6, 16), Kind(xl=True, time_cond=16))


def tiny_vae(folder: Path) -> None:
    """TAESD's shape with few channels, fitted to use the range of a byte."""
    torch.manual_seed(64)
    vae = AutoencoderTiny(
        encoder_block_out_channels=(4, 4, 4, 4), decoder_block_out_channels=(4, 4, 4, 4), num_encoder_blocks=(1, 1, 1, 1),
        num_decoder_blocks=(1, 1, 1, 1),
    ).eval()
    with torch.no_grad():
        coarse(vae).double()
        x = vae.decode(torch.randn(8, 4, 8, 8).double()).sample
        last = vae.decoder.layers[-1]
        scale = 0.45 / x.std((0, 2, 3))
        last.weight *= scale[:, None, None, None]
        last.bias.copy_((last.bias - x.mean((0, 2, 3)) / 2 - 0.5) * scale + 0.5)
    coarse(vae)
    config = config_of(vae)
    free = lambda a, b: {a: {0: "batch_size", 2: "height", 3: "width"}, b: {0: "batch_size", 2: "height_out", 3: "width_out"}}
    export(folder / "vae_decoder", vae, lambda m, z: m.decode(z, return_dict=False)[0], {"latent_sample": torch.randn(1, 4, 8, 8)},
           ["sample"], free("latent_sample", "sample"), Kind(), config, {"latent_sample": torch.randn(2, 4, 16, 8)})
    export(folder / "vae_encoder", vae, lambda m, x: m.encode(x, return_dict=False)[0], {"sample": torch.randn(1, 3, 64, 64)},
           ["latent_sample"], free("sample", "latent_sample"), Kind(), config, {"sample": torch.rand(2, 3, 64, 32) * 2 - 1})


class Calibration(CalibrationDataReader):
    def __init__(self):
        torch.manual_seed(65)
        self.rows = iter([
            {"sample": torch.randn(2, 4, 8, 8).numpy(), "timestep": np.array([time], np.float32),
             "encoder_hidden_states": torch.randn(2, TOKENS, TEXT_WIDTH).numpy()}
            for time in (981, 701, 401, 101)
        ])

    def get_next(self):
        return next(self.rows, None)


def quantized(folder: Path, quantize) -> None:
    folder.mkdir(parents=True)
    source = FIXTURES / "tiny-sd" / "unet"
    quantize(str(source / "model.onnx"), str(folder / "model.onnx"))
    model = onnx.load(str(folder / "model.onnx"))
    short_names(model)
    onnx.save(model, str(folder / "model.onnx"))
    shutil.copy(source / "config.json", folder)


def unet_int8(folder: Path) -> None:
    """8-bit weights, activations measured as they come (onnxruntime's dynamic quantization)."""
    quantized(folder, lambda a, b: quantize_dynamic(a, b, weight_type=QuantType.QUInt8))


def unet_qdq(folder: Path) -> None:
    """8-bit weights and activations between QuantizeLinear and DequantizeLinear (static, calibrated)."""
    quantized(folder, lambda a, b: quantize_static(
        a, b, Calibration(), quant_format=QuantFormat.QDQ, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
        op_types_to_quantize=["Conv", "MatMul", "Gemm"],
    ))


def unet_within(folder: Path) -> None:
    """tiny-control's U-Net and ControlNet as one graph, which takes the map itself."""
    folder.mkdir(parents=True)
    net = onnx.load(str(FIXTURES / "tiny-control/controlnet/canny/model.onnx"))
    unet = onnx.load(str(FIXTURES / "tiny-control/unet/model.onnx"))
    shared = {"sample", "timestep", "encoder_hidden_states"}
    net = onnx.compose.add_prefix(net, "n.")
    for model in (net,):
        for node in model.graph.node:
            for i, value in enumerate(node.input):
                if value.removeprefix("n.") in shared | {"controlnet_cond", "conditioning_scale"}:
                    node.input[i] = value.removeprefix("n.")
    graph = unet.graph
    residuals = {port.name: port for port in graph.input if "residual" in port.name}
    for port in residuals.values():
        graph.input.remove(port)
    outputs = {
        **{f"n.down_block_res_sample_{i}": f"down_block_additional_residual_{i}" for i in range(len(residuals) - 1)},
        "n.mid_block_res_sample": "mid_block_additional_residual",
    }
    for node in net.graph.node:
        for values in (node.input, node.output):
            for i, value in enumerate(values):
                values[i] = outputs.get(value, value)
    graph.input.extend(
        onnx.helper.make_tensor_value_info(port.name.removeprefix("n."), port.type.tensor_type.elem_type,
                                           [d.dim_param or d.dim_value for d in port.type.tensor_type.shape.dim])
        for port in net.graph.input if port.name.removeprefix("n.") not in shared
    )
    nodes = [*net.graph.node, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(net.graph.initializer)
    del graph.value_info[:]
    onnx.checker.check_model(unet)
    onnx.save(unet, str(folder / "model.onnx"))
    shutil.copy(FIXTURES / "tiny-control/unet/config.json", folder)


class Upscaler(torch.nn.Module):
    """ESRGAN's outline: convolutions with residuals, then twice (or once) twice the size; 0..1 in and out."""

    def __init__(self, doublings: int):
        super().__init__()
        conv = lambda a, b: torch.nn.Conv2d(a, b, 3, padding=1)
        self.first, self.body = conv(3, 8), torch.nn.ModuleList([conv(8, 8) for _ in range(3)])
        self.up, self.last = torch.nn.ModuleList([conv(8, 8) for _ in range(doublings)]), conv(8, 3)

    def forward(self, picture):
        act = lambda x: torch.nn.functional.leaky_relu(x, 0.2)
        x = self.first(picture)
        for layer in self.body:
            x = x + 0.5 * act(layer(x))
        for layer in self.up:
            x = act(layer(torch.nn.functional.interpolate(x, scale_factor=2.0, mode="nearest")))
        base = torch.nn.functional.interpolate(picture, scale_factor=float(2 ** len(self.up)), mode="nearest")
        return base + 0.2 * torch.tanh(self.last(x))


def upscaler(doublings: int):
    def make(folder: Path) -> None:
        torch.manual_seed(66 + doublings)
        axes = {"input": {0: "batch", 2: "height", 3: "width"}, "output": {0: "batch", 2: "height_out", 3: "width_out"}}
        export(folder, coarse(Upscaler(doublings).eval()), lambda m, x: m(x), {"input": torch.rand(1, 3, 16, 16)}, ["output"], axes,
               Kind(), {}, {"input": torch.rand(1, 3, 24, 16)})

    return make


def attention(dynamo: bool):
    """scaled_dot_product_attention alone, as each of torch's exporters writes it; optimum's fixtures have the older AttnProcessor."""

    def make(folder: Path) -> None:
        torch.manual_seed(71)
        layer = Attention(query_dim=16, cross_attention_dim=12, heads=2, dim_head=8, processor=AttnProcessor2_0()).eval()
        shapes = dict(dynamic_shapes=({1: "rows"}, {1: "tokens"})) if dynamo else dict(dynamic_axes={"sample": {1: "rows"}, "words": {1: "tokens"}})
        folder.mkdir(parents=True)
        torch.onnx.export(layer, (torch.randn(2, 9, 16), torch.randn(2, 5, 12)), str(folder / "model.onnx"), input_names=["sample", "words"],
                          output_names=["out"], dynamo=dynamo, opset_version=18, **(dict(external_data=False) if dynamo else {}), **shapes)
        model = onnx.load(folder / "model.onnx")
        for part in (model, model.graph, *model.graph.node, *model.graph.value_info):
            del part.metadata_props[:]  # where on this machine the modules lie
        onnx.save(model, folder / "model.onnx")

    return make


MADE = {
    "text-sd2": text_sd2, "unet-refiner": unet_refiner, "unet-xl-lcm": unet_xl_lcm, "vae-tiny": tiny_vae,
    "unet-int8": unet_int8, "unet-qdq": unet_qdq, "unet-within": unet_within, "upscaler-2": upscaler(1), "upscaler-4": upscaler(2),
    "attention": attention(False), "attention-dynamo": attention(True),
}


if __name__ == "__main__":
    torch.set_num_threads(2)
    for name in sys.argv[1:] or MADE:
        shutil.rmtree(GRAPHS / name, ignore_errors=True)
        MADE[name](GRAPHS / name)
        total = sum(file.stat().st_size for file in (GRAPHS / name).rglob("*") if file.is_file())
        print(f"{name}: {total / 1024:.0f} KiB")
