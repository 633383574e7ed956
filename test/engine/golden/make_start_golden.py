"""Writes start_golden.json: what diffusers' img2img and inpainting pipelines make of an image, as clean latents.

    pip install torch==2.13.0 diffusers==0.39.0 transformers==4.57.6 onnx onnxruntime==1.30.0 pillow
    python test/engine/golden/make_start_golden.py

The pipelines read no ONNX file: their parts are made anew from the seeds in ../../fixtures/make_tiny_models.py. The image
and the mask below are restated in the test. Set otherwise than by diffusers itself: an image's latent is the mean of the
encoder's distribution, no sample of it; at strength 1 the pipelines' own first latents differ among themselves (img2img
adds noise to the image, inpainting takes noise alone), so here what is drawn anew begins with noise alone and what is
kept with noise over the image.
"""

import json
import sys
import warnings
from pathlib import Path

import diffusers
import numpy as np
import torch
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from PIL import Image

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../fixtures"))
from make_tiny_models import torch_parts  # noqa: E402

DiagonalGaussianDistribution.sample = lambda self, generator=None: self.mean
PROMPT, NEGATIVE = "a red fox sleeping in the snow under a pine tree, detailed", "blurry, low quality, watermark"
SIDE, STEPS, SEED, GUIDANCE = 64, 8, 7, 7.5
SCHEDULERS = {
    "ddim": ("DDIMScheduler", {"timestep_spacing": "leading", "clip_sample": False}, "normal"),
    "euler": ("EulerDiscreteScheduler", {}, "uniform"),
}
PIPELINES = {
    "img2img": ("StableDiffusionImg2ImgPipeline", "tiny-sd"),
    "inpaint": ("StableDiffusionInpaintPipeline", "tiny-sd"),
    "inpaint-9": ("StableDiffusionInpaintPipeline", "tiny-inpaint"),
}


def picture() -> Image.Image:
    y, x, c = np.meshgrid(np.arange(SIDE), np.arange(SIDE), np.arange(3), indexing="ij")
    return Image.fromarray(((x * x + 3 * y * (c + 1) + 40 * c) % 256).astype(np.uint8))


def mask() -> Image.Image:
    """White from column 24 on, above row 48: whole latent cells."""
    grey = np.zeros((SIDE, SIDE), np.uint8)
    grey[:48, 24:] = 255
    return Image.fromarray(grey, "L")


def begin(pipe, kind: str, strength: float) -> None:
    """Sets the first latents at strength 1, as told above."""
    if strength < 1:
        return
    prepare = pipe.prepare_latents
    cells = torch.nn.functional.interpolate(torch.from_numpy(np.array(mask()) / 255)[None, None], size=(8, 8)).float()

    def both(*args, **kwargs):
        out = prepare(*args, **kwargs)
        if kind == "inpaint-9":
            return out
        time = pipe.scheduler.timesteps[:1]
        noise = torch.randn((1, 4, 8, 8), generator=torch.Generator("cpu").manual_seed(SEED))
        alone = noise * pipe.scheduler.init_noise_sigma
        if kind == "img2img":
            return alone
        image = pipe.vae.encode(pipe.image_processor.preprocess(picture())).latent_dist.mean * pipe.vae.config.scaling_factor
        over = pipe.scheduler.add_noise(image, noise, time)
        return (cells * alone + (1 - cells) * over, *out[1:])

    pipe.prepare_latents = both


def draw(kind: str, sampler: str, strength: float) -> dict:
    class_name, model = PIPELINES[kind]
    scheduler, changes, schedule = SCHEDULERS[sampler]
    parts = torch_parts(model)
    parts["scheduler"] = getattr(diffusers, scheduler).from_config(parts["scheduler"].config, **changes)
    pipe = getattr(diffusers, class_name)(**parts, safety_checker=None, feature_extractor=None, requires_safety_checker=False)
    pipe.set_progress_bar_config(disable=True)
    begin(pipe, kind, strength)
    more = {} if kind == "img2img" else {"mask_image": mask(), "height": SIDE, "width": SIDE}
    latent = pipe(
        prompt=PROMPT, negative_prompt=NEGATIVE, image=picture(), strength=strength, num_inference_steps=STEPS,
        guidance_scale=GUIDANCE, generator=torch.Generator("cpu").manual_seed(SEED), output_type="latent", **more,
    ).images
    print(kind, sampler, strength, f"{latent.std():.3f}")
    return {
        "kind": kind, "model": model, "masked": kind != "img2img", "strength": strength,
        "settings": {
            "prompt": PROMPT, "negative": NEGATIVE, "seed": SEED, "steps": STEPS, "guidance": GUIDANCE, "sampler": sampler,
            "schedule": schedule, "width": SIDE, "height": SIDE,
        },
        "latent": [round(value, 5) for value in latent.flatten().tolist()],
    }


torch.set_num_threads(2)
cases = [draw(kind, sampler, strength) for kind in PIPELINES for sampler in SCHEDULERS for strength in (0.25, 0.5, 0.75, 1)]
programs = {"torch": torch.__version__.split("+")[0], "diffusers": diffusers.__version__}
lines = ",\n".join(json.dumps(case) for case in cases)
(HERE / "start_golden.json").write_text(f'{{"programs": {json.dumps(programs)}, "cases": [\n{lines}\n]}}\n')
