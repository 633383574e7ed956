"""Builds a full-size Stable Diffusion 1.5 in diffusers-ONNX layout with random weights, for bench/overhead.ts.

    pip install torch==2.13.0 diffusers==0.39.0 transformers==4.57.6 "optimum[onnxruntime]==2.1.0"
    python bench/make_sd15.py bench/work/sd15

4 GB on the disk, 20 GB of memory and some minutes. The sizes are those of the model's public configs, which are the
defaults of these classes or written below; the exporter is optimum's own. The tokenizer is the tests' copy of CLIP's.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from diffusers import AutoencoderKL, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from optimum.exporters.onnx import main_export
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

WORDS = Path(__file__).parent.parent / "test" / "fixtures" / "clip-tokenizer"


def tokenizer(folder: Path) -> CLIPTokenizer:
    shutil.copytree(WORDS, folder)
    special = {"bos_token": "<|startoftext|>", **dict.fromkeys(["eos_token", "unk_token", "pad_token"], "<|endoftext|>")}
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "do_lower_case": True, **special}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return CLIPTokenizer.from_pretrained(folder)


def pipeline(scratch: Path) -> StableDiffusionPipeline:
    torch.manual_seed(0)
    return StableDiffusionPipeline(
        tokenizer=tokenizer(scratch / "tokenizer"),
        text_encoder=CLIPTextModel(CLIPTextConfig(
            hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, projection_dim=768,
        )),
        unet=UNet2DConditionModel(sample_size=64, cross_attention_dim=768),
        vae=AutoencoderKL(
            down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4,
            block_out_channels=[128, 256, 512, 512], layers_per_block=2, latent_channels=4, sample_size=512,
        ),
        scheduler=PNDMScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", skip_prk_steps=True,
            set_alpha_to_one=False, steps_offset=1,
        ),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )


def main() -> None:
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(dir=out.parent if out.parent.exists() else None) as scratch:
        model = pipeline(Path(scratch))
        count = sum(p.numel() for part in (model.unet, model.vae, model.text_encoder) for p in part.parameters())
        model.save_pretrained(Path(scratch) / "torch")
        del model
        main_export(str(Path(scratch) / "torch"), output=out, task="text-to-image", do_validation=False)
    total = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{out}: {count / 1e6:.0f} million weights, {total / 2**30:.2f} GiB")


if __name__ == "__main__":
    main()
