"""Writes latents_golden.json: what diffusers' AutoencoderKL makes of a picture, with the weights of the tiny models.

    pip install torch==2.13.0 diffusers==0.39.0 transformers==4.57.6 onnx onnxruntime==1.30.0
    python test/engine/golden/make_latents_golden.py

The encoder reads no ONNX file: it is made anew from the seed in ../../fixtures/make_tiny_models.py. The latent is the
mean of its distribution times scaling_factor. `picture` below is restated in the test; a larger one is brought down by
torch's adaptive average pooling, on bytes.
"""

import json
import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../fixtures"))
from make_tiny_models import torch_parts  # noqa: E402


def picture(width: int, height: int) -> torch.Tensor:
    """[1, 3, height, width] of bytes."""
    y, x, c = torch.meshgrid(torch.arange(height), torch.arange(width), torch.arange(3), indexing="ij")
    return ((x * x + 3 * y * (c + 1) + 40 * c) % 256).permute(2, 0, 1)[None].double()


def latent(vae, width: int, height: int, to: tuple[int, int]) -> list[float]:
    small = torch.nn.functional.adaptive_avg_pool2d(picture(width, height), (to[1], to[0]))
    with torch.no_grad():
        mean = vae.encode((small / 127.5 - 1).float()).latent_dist.mean
    return [round(value, 6) for value in (mean * vae.config.scaling_factor).flatten().tolist()]


vae = torch_parts("tiny-sd")["vae"].eval()
cases = [
    {"picture": size, "drawn": drawn, "latent": latent(vae, *size, drawn)}
    for size, drawn in [((64, 64), (64, 64)), ((96, 64), (96, 64)), ((192, 256), (64, 64))]
]
text = json.dumps({"torch": torch.__version__.split("+")[0], "cases": cases})
(HERE / "latents_golden.json").write_text(text + "\n")
