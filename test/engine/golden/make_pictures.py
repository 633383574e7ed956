"""Writes pictures/: what diffusers' own torch pipelines draw with the weights of the tiny models.

    pip install torch==2.13.0 diffusers==0.39.0 transformers==4.57.6 onnx onnxruntime==1.30.0 pillow scipy
    python make_pictures.py [NAME ...]

The pipelines read no ONNX file: text encoders, U-Nets and decoders are made anew from the seeds in
../../fixtures/make_tiny_models.py. pictures.json says for each picture how it was made and by which Reroll settings it
is drawn again. `departures` are the places where the scheduler was set otherwise than diffusers sets it by itself.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import diffusers
import numpy as np
import torch
from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../fixtures"))
from make_tiny_models import torch_parts  # noqa: E402

OUT = HERE / "pictures"
FOX = "a red fox sleeping in the snow under a pine tree, detailed"
HOUSE = "an oil painting of a small wooden house by the lake at sunset"
SHIP = "a ship on the stormy sea, Morning light!"
BAD = "blurry, low quality, watermark"


# --- departures: what is set otherwise than by diffusers, so that both sides solve the same equation ---


def trained_spacing(scheduler, steps: int) -> None:
    """The timesteps of EulerDiscreteScheduler; DPM++ and UniPC divide by steps + 1 where the others divide by steps."""
    euler = diffusers.EulerDiscreteScheduler.from_config(scheduler.config)
    euler.set_timesteps(steps)
    scheduler.timesteps = euler.timesteps.to(torch.int64)
    scheduler.sigmas = euler.sigmas


def whole_levels(scheduler, steps: int) -> None:
    """Timesteps between two trained levels as they are; diffusers rounds them to a trained one."""
    bars = scheduler.alphas_cumprod.double()
    logs = np.log(((1 - bars) / bars).sqrt().numpy())
    sigmas = scheduler.sigmas[:-1].double().numpy()
    scheduler.timesteps = torch.tensor(np.interp(np.log(sigmas), logs, np.arange(len(logs))), dtype=torch.float32)


def starts_at_sigma(scheduler, steps: int) -> None:
    """The first latent is noise * sigma as in k-diffusion. With leading spacing diffusers' Euler takes
    sqrt(sigma^2 + 1) instead; its DPM++ takes unit noise on the model's own scale, which is the same."""
    sigma = scheduler.sigmas.max()
    on_own_scale = "DPM" in parent_name(scheduler)
    type(scheduler).init_noise_sigma = property(lambda _: sigma / (sigma**2 + 1) ** 0.5 if on_own_scale else sigma)


def parent_name(scheduler) -> str:
    return type(scheduler).__mro__[1].__name__


DEPARTURES = {
    "timesteps of EulerDiscreteScheduler": trained_spacing,
    "timesteps not rounded": whole_levels,
    "first latent is noise * sigma": starts_at_sigma,
}
EULER_STEPS, NOT_ROUNDED, SIGMA_START = DEPARTURES


def departing(scheduler, names: list[str]):
    """The same scheduler, its class extended so that set_timesteps also does what the names say."""

    def set_timesteps(self, num_inference_steps=None, device=None, **rest):
        parent.set_timesteps(self, num_inference_steps, device=device, **rest)
        for name in names:
            DEPARTURES[name](self, num_inference_steps)

    parent = type(scheduler)
    if names:
        scheduler.__class__ = type(parent.__name__, (parent,), {"set_timesteps": set_timesteps})
    return scheduler


# --- cases ---


@dataclass
class Case:
    sampler: str
    scheduler: str
    model: str = "tiny-sd"
    schedule: str = "normal"
    prompt: str = FOX
    negative: str = BAD
    seed: int = 7
    width: int = 64
    height: int = 64
    steps: int = 8
    guidance: float = 7.5
    changes: dict = field(default_factory=dict)
    departures: list[str] = field(default_factory=list)


# A scheduler made from the config of another class takes what that config leaves out from its own defaults, not from
# the other's: diffusers' Euler is then spaced by linspace (our `uniform`), its DDIM clips. Said here, both agree.
LEADING = {"timestep_spacing": "leading"}
UNCLIPPED = {"clip_sample": False}
KARRAS = {"use_karras_sigmas": True}
CASES = {
    "ddim": Case("ddim", "DDIMScheduler", changes=LEADING | UNCLIPPED),
    "ddim-tall": Case("ddim", "DDIMScheduler", prompt=HOUSE, height=128, seed=123456789, changes=LEADING | UNCLIPPED),
    "ddim-wide": Case("ddim", "DDIMScheduler", prompt=SHIP, width=128, seed=4294967295, negative="",
                      changes=LEADING | UNCLIPPED),
    "ddim-unguided": Case("ddim", "DDIMScheduler", prompt=HOUSE, guidance=1, seed=42, changes=LEADING | UNCLIPPED),
    "ddpm": Case("ddpm", "DDPMScheduler", prompt=SHIP, changes=LEADING | UNCLIPPED),
    "plms": Case("plms", "PNDMScheduler", prompt=SHIP),
    "euler": Case("euler", "EulerDiscreteScheduler", schedule="uniform"),
    "euler-leading": Case("euler", "EulerDiscreteScheduler", changes=LEADING, departures=[SIGMA_START]),
    "euler-karras": Case("euler", "EulerDiscreteScheduler", schedule="karras", changes=KARRAS, prompt=HOUSE),
    "euler-a": Case("euler_a", "EulerAncestralDiscreteScheduler", schedule="uniform", prompt=HOUSE),
    "heun": Case("heun", "HeunDiscreteScheduler", schedule="uniform", prompt=SHIP),
    "lms": Case("lms", "LMSDiscreteScheduler", schedule="uniform"),
    "dpmpp-2m": Case("dpmpp_2m", "DPMSolverMultistepScheduler", changes=LEADING, departures=[EULER_STEPS, SIGMA_START]),
    "dpmpp-2m-karras": Case("dpmpp_2m", "DPMSolverMultistepScheduler", schedule="karras", changes=KARRAS, prompt=SHIP,
                            departures=[NOT_ROUNDED, SIGMA_START]),
    "unipc": Case("unipc", "UniPCMultistepScheduler", prompt=HOUSE, changes=LEADING, departures=[EULER_STEPS]),
    "fp16-ddim": Case("ddim", "DDIMScheduler", model="tiny-sd-fp16", changes=LEADING | UNCLIPPED),
    "v-ddim": Case("ddim", "DDIMScheduler", model="tiny-v", prompt=HOUSE),
    "v-euler": Case("euler", "EulerDiscreteScheduler", model="tiny-v", prompt=SHIP),
    "v-dpmpp-2m": Case("dpmpp_2m", "DPMSolverMultistepScheduler", model="tiny-v"),
    "v-unipc": Case("unipc", "UniPCMultistepScheduler", model="tiny-v"),
    "lcm": Case("lcm", "LCMScheduler", model="tiny-lcm", steps=4, guidance=8, negative=""),
    "xl-euler": Case("euler", "EulerDiscreteScheduler", model="tiny-xl", prompt=HOUSE, departures=[SIGMA_START]),
    "xl-ddim-tall": Case("ddim", "DDIMScheduler", model="tiny-xl", prompt=SHIP, height=128, changes=UNCLIPPED),
}


def pipeline(case: Case):
    parts = torch_parts(case.model)
    kind = getattr(diffusers, case.scheduler)
    scheduler = kind.from_config(parts.pop("scheduler").config, **case.changes)
    parts["scheduler"] = departing(scheduler, case.departures)
    if "text_encoder_2" in parts:
        return diffusers.StableDiffusionXLPipeline(**parts, add_watermarker=False)
    lcm = case.scheduler == "LCMScheduler"
    base = diffusers.LatentConsistencyModelPipeline if lcm else diffusers.StableDiffusionPipeline
    return base(**parts, safety_checker=None, feature_extractor=None, requires_safety_checker=False)


def draw(case: Case) -> tuple[np.ndarray, dict]:
    pipe = pipeline(case)
    pipe.set_progress_bar_config(disable=True)
    times = []

    def note(_pipe, _step, time, kept):
        times.append(float(time))
        return kept

    negative = {} if case.scheduler == "LCMScheduler" else {"negative_prompt": case.negative}
    out = pipe(
        prompt=case.prompt, **negative, height=case.height, width=case.width, num_inference_steps=case.steps,
        guidance_scale=case.guidance, generator=torch.Generator("cpu").manual_seed(case.seed), output_type="np",
        callback_on_step_end=note,
    ).images[0]
    config = {k: v for k, v in pipe.scheduler.config.items() if not k.startswith("_") and v != -float("inf")}
    return (out * 255).round().astype(np.uint8), {"timesteps": times, "schedulerConfig": config}


def main() -> None:
    torch.set_num_threads(2)
    OUT.mkdir(exist_ok=True)
    index = OUT / "pictures.json"
    entries = {e["name"]: e for e in json.loads(index.read_text())["pictures"]} if index.exists() else {}
    for name in sys.argv[1:] or CASES:
        case = CASES[name]
        rgb, how = draw(case)
        Image.fromarray(rgb).save(OUT / f"{name}.png", optimize=True)
        deviation = rgb.astype(float).std((0, 1)).round(1).tolist()
        ends = float(np.isin(rgb, [0, 255]).mean())
        print(f"{name}: deviation {deviation}, at 0 or 255 {ends:.0%}")
        entries[name] = {
            "name": name, "model": case.model,
            "settings": {
                "prompt": case.prompt, "negative": case.negative, "seed": case.seed, "steps": case.steps,
                "guidance": case.guidance, "sampler": case.sampler, "schedule": case.schedule, "width": case.width,
                "height": case.height, "rng": "cpu",
            },
            "scheduler": case.scheduler, "changes": case.changes, "departures": case.departures, **how,
        }
    programs = {"torch": torch.__version__, "diffusers": diffusers.__version__}
    ordered = [entries[name] for name in CASES if name in entries]
    index.write_text(json.dumps({"programs": programs, "pictures": ordered}, indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
