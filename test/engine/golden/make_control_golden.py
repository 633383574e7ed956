"""Writes control_golden.json: what diffusers' ControlNet pipeline draws, as clean latents.

    pip install torch==2.13.0 diffusers==0.39.0 transformers==4.57.6 onnx onnxruntime==1.30.0 pillow
    python test/engine/golden/make_control_golden.py

The pipeline reads no ONNX file: its parts are made anew from the seeds in ../../fixtures/make_tiny_models.py. The map
below is restated in the test.
"""

import json
import sys
import warnings
from pathlib import Path

import diffusers
import numpy as np
import torch
from PIL import Image

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../fixtures"))
from make_tiny_models import torch_parts  # noqa: E402

PROMPT, NEGATIVE = "a red fox sleeping in the snow under a pine tree, detailed", "blurry, low quality, watermark"
SIDE, STEPS, SEED, GUIDANCE = 64, 6, 7, 7.5


def picture() -> Image.Image:
    y, x, c = np.meshgrid(np.arange(SIDE), np.arange(SIDE), np.arange(3), indexing="ij")
    return Image.fromarray(((x * x + 3 * y * (c + 1) + 40 * c) % 256).astype(np.uint8))


def main() -> None:
    parts = torch_parts("tiny-control")
    parts["scheduler"] = diffusers.EulerDiscreteScheduler.from_config(parts["scheduler"].config)
    pipe = diffusers.StableDiffusionControlNetPipeline(
        **parts, safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )
    pipe.set_progress_bar_config(disable=True)
    rows = {}
    for scale in (0.0, 0.6, 1.0):
        latents = pipe(
            PROMPT, image=picture(), negative_prompt=NEGATIVE, num_inference_steps=STEPS, guidance_scale=GUIDANCE,
            width=SIDE, height=SIDE, controlnet_conditioning_scale=scale, output_type="latent",
            generator=torch.Generator().manual_seed(SEED),
        ).images
        rows[str(scale)] = [round(float(v), 5) for v in latents.flatten()]
    settings = {"prompt": PROMPT, "negative": NEGATIVE, "side": SIDE, "steps": STEPS, "seed": SEED, "guidance": GUIDANCE}
    (HERE / "control_golden.json").write_text(json.dumps({"settings": settings, "latents": rows}) + "\n")


if __name__ == "__main__":
    main()
