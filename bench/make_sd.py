"""Builds a full-size Stable Diffusion 1.5 or SD-Turbo in diffusers-ONNX layout with random weights, and a tiny decoder
of TAESD's size beside it, for bench/overhead.ts and bench/sd-step.ts.

    python -m venv .venv && .venv/bin/pip install -r test/parity/requirements.txt
    .venv/bin/python bench/make_sd.py sd15 bench/work/sd15
    .venv/bin/python bench/make_sd.py sd-turbo bench/work/sd-turbo

4 to 5 GB on the disk for each, up to 20 GB of memory and some minutes. FOLDER-torch keeps the same weights as
safetensors for the rows of diffusers on torch. The sizes are those of the model's public configs, which are the
defaults of these classes or written below; the exporter is optimum's own. The tokenizer is the tests' copy of CLIP's.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, EulerDiscreteScheduler, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from optimum.exporters.onnx import main_export
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

WORDS = Path(__file__).parent.parent / "test" / "fixtures" / "clip-tokenizer"


def tokenizer(folder: Path) -> CLIPTokenizer:
    shutil.copytree(WORDS, folder)
    special = {"bos_token": "<|startoftext|>", **dict.fromkeys(["eos_token", "unk_token", "pad_token"], "<|endoftext|>")}
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "do_lower_case": True, **special}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return CLIPTokenizer.from_pretrained(folder)


BETAS = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1)
KINDS = {
    "sd15": {
        "text": dict(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, projection_dim=768),
        "unet": dict(sample_size=64, cross_attention_dim=768),
        "scheduler": PNDMScheduler(**BETAS, skip_prk_steps=True, set_alpha_to_one=False),
    },
    "sd-turbo": {
        "text": dict(hidden_size=1024, intermediate_size=4096, num_hidden_layers=23, num_attention_heads=16, projection_dim=512,
                     hidden_act="gelu"),
        "unet": dict(sample_size=64, cross_attention_dim=1024, attention_head_dim=[5, 10, 20, 20], use_linear_projection=True),
        "scheduler": EulerDiscreteScheduler(**BETAS, timestep_spacing="trailing"),
    },
}


def pipeline(kind: dict, scratch: Path) -> StableDiffusionPipeline:
    torch.manual_seed(0)
    return StableDiffusionPipeline(
        tokenizer=tokenizer(scratch / "tokenizer"),
        text_encoder=CLIPTextModel(CLIPTextConfig(**kind["text"])),
        unet=UNet2DConditionModel(**kind["unet"]),
        vae=AutoencoderKL(
            down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
            block_out_channels=[128, 256, 512, 512], layers_per_block=2, latent_channels=4, sample_size=512,
        ),
        scheduler=kind["scheduler"], safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )


def export_tiny_decoder(folder: Path) -> None:
    """AutoencoderTiny's own defaults are TAESD's sizes."""
    folder.mkdir()
    vae = AutoencoderTiny().eval()

    class Decoder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.vae = vae

        def forward(self, latent):
            return self.vae.decode(latent, return_dict=False)[0]

    with torch.no_grad():
        torch.onnx.export(
            Decoder(), (torch.randn(1, 4, 64, 64),), str(folder / "model.onnx"), dynamo=False, opset_version=17,
            input_names=["latent_sample"], output_names=["sample"],
            dynamic_axes={"latent_sample": {0: "batch_size", 2: "height", 3: "width"}, "sample": {0: "batch_size", 2: "h", 3: "w"}},
        )
    config = {"_class_name": "AutoencoderTiny"} | {k: v for k, v in vae.config.items() if not k.startswith("_")}
    (folder / "config.json").write_text(json.dumps(config))


def main() -> None:
    kind, out = sys.argv[1], Path(sys.argv[2])
    torch_folder = out.parent / f"{out.name}-torch"
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        model = pipeline(KINDS[kind], Path(scratch))
        count = sum(p.numel() for part in (model.unet, model.vae, model.text_encoder) for p in part.parameters())
        model.save_pretrained(torch_folder)
        del model
    main_export(str(torch_folder), output=out, task="text-to-image", do_validation=False)
    export_tiny_decoder(out / "vae_decoder_tiny")
    total = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{out}: {count / 1e6:.0f} million weights, {total / 2**30:.2f} GiB")


if __name__ == "__main__":
    main()
