"""Writes expected/: what diffusers draws with the very ONNX files that Reroll opens.

For each family of families.json a sheet (a column for each sampler, a row for each kind and guidance), its clean
latents, and what its text encoders say. `departures` as in ../engine/golden/make_pictures.py: places where a scheduler
is set otherwise than diffusers sets it by itself, so that both sides solve the same equation.
"""

import hashlib
import json
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import diffusers
import numpy as np
import torch
from PIL import Image
from transformers import CLIPTokenizer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / ".." / "engine" / "golden"))
warnings.filterwarnings("ignore")
diffusers.utils.logging.set_verbosity_error()
from make_pictures import BAD, EULER_STEPS, FOX, HOUSE, SIGMA_START, departing  # noqa: E402
from ort_parts import ControlNet, Graph, Handing, Text, Unet, UnetWithin, Vae  # noqa: E402

OUT = HERE / "expected"
SIDE, STEPS, SEED, STRENGTH, WEIGHT = 32, 5, 7, 0.6, 0.8
# Of each sampler: the scheduler, what its class would otherwise leave to its own default, and the departures.
SAMPLERS = {
    "ddim": ("DDIMScheduler", {"clip_sample": False}, []),
    "euler": ("EulerDiscreteScheduler", {}, [SIGMA_START]),
    "euler_a": ("EulerAncestralDiscreteScheduler", {}, [SIGMA_START]),
    "heun": ("HeunDiscreteScheduler", {}, [SIGMA_START]),
    "dpmpp_2m": ("DPMSolverMultistepScheduler", {}, [EULER_STEPS, SIGMA_START]),
    "unipc": ("UniPCMultistepScheduler", {}, [EULER_STEPS]),
    "lcm": ("LCMScheduler", {}, []),
}
# LCM configs name timesteps of their own, which no other scheduler takes: the others go evenly from end to end there,
# in four steps: 999 is divided by three without a rest, and diffusers rounds where ours does not.
EVEN = ["lcm", "euler", "euler_a", "heun", "dpmpp_2m", "unipc"]
USUAL = ["ddim", "euler", "euler_a", "heun", "dpmpp_2m", "unipc"]


def assemble(folder: Path, row: dict) -> None:
    for part, source in row["parts"].items():
        shutil.copytree(HERE / ".." / source, folder / part)
    for name, changes in row["changes"].items():
        file = folder / name
        known = {} if "_class_name" in changes or not file.exists() else json.loads(file.read_text())
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(known | changes))
    (folder / "model_index.json").write_text(json.dumps(row["index"]))


def picture() -> Image.Image:
    y, x, c = np.meshgrid(np.arange(SIDE), np.arange(SIDE), np.arange(3), indexing="ij")
    return Image.fromarray(((x * x + 3 * y * (c + 1) + 40 * c) % 256).astype(np.uint8))


def mask() -> Image.Image:
    """White from column 8 on, above row 24: whole latent cells."""
    grey = np.zeros((SIDE, SIDE), np.uint8)
    grey[:24, 8:] = 255
    return Image.fromarray(grey, "L")


def steps_of(row: dict) -> int:
    return 4 if row.get("distilled") else STEPS


def scheduler_of(folder: Path, sampler: str):
    config = json.loads((folder / "scheduler" / "scheduler_config.json").read_text())
    name, changes, departures = SAMPLERS[sampler]
    if config["_class_name"] == "LCMScheduler" and sampler != "lcm":
        config["timestep_spacing"] = "linspace"
    trailing = config.get("timestep_spacing") == "trailing"
    scheduler = getattr(diffusers, name).from_config(config, **changes)
    return departing(scheduler, [one for one in departures if not trailing or one != EULER_STEPS])


def load(folder: Path, row: dict) -> dict:
    graph = lambda part: Graph(folder / part / "model.onnx")
    made = {part: graph(part) for part in ("unet", "vae_decoder", "vae_encoder") if (folder / part).exists()}
    parts = {"unet": (UnetWithin if row.get("net") == "unet" else Unet)(made["unet"]),
             "vae": Vae(made["vae_decoder"], made.get("vae_encoder"))}
    for part in ("text_encoder", "text_encoder_2"):
        parts[part] = Text(graph(part)) if (folder / part).exists() else None
    for part in ("tokenizer", "tokenizer_2"):
        parts[part] = CLIPTokenizer.from_pretrained(folder / part) if (folder / part).exists() else None
    if row.get("net") == "unet":
        parts["controlnet"] = Handing(parts["unet"].config)
    elif row.get("net"):
        parts["controlnet"] = ControlNet(graph(f"controlnet/{row['net']}"))
    if not (folder / "text_encoder_2").exists():
        for part in ("text_encoder_2", "tokenizer_2"):
            del parts[part]
        parts |= {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}
    else:
        parts |= {"add_watermarker": False}
        parts["force_zeros_for_empty_prompt"] = row["index"].get("force_zeros_for_empty_prompt", True)
        if "requires_aesthetics_score" in row["index"]:
            parts["requires_aesthetics_score"] = True
    return parts


def pipeline(row: dict, kind: str, parts: dict, scheduler):
    base = row["pipeline"].replace("Img2Img", "").replace("Inpaint", "")
    ending = {"words": "", "image": "Img2Img", "mask": "Inpaint"}[kind]
    cls = getattr(diffusers, f"{base}{ending}Pipeline")
    if not (base.endswith("XL") and ending):
        parts = {k: v for k, v in parts.items() if k != "requires_aesthetics_score"}
    pipe = cls(**parts, scheduler=scheduler)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def draw(row: dict, parts: dict, scheduler, kind: str, guidance: float, prompt: str, negative: str | None):
    pipe = pipeline(row, kind, parts, scheduler)
    more = {"height": SIDE, "width": SIDE} if kind != "image" else {}
    net = row.get("net")
    if kind != "words":
        more |= {"image": picture(), "strength": STRENGTH}
    if kind == "mask":
        more["mask_image"] = mask()
    if net:
        more |= {"image" if kind == "words" else "control_image": picture(), "controlnet_conditioning_scale": WEIGHT}
    latent = pipe(
        prompt=prompt, negative_prompt=negative, num_inference_steps=steps_of(row), guidance_scale=guidance,
        generator=torch.Generator("cpu").manual_seed(SEED), output_type="latent", **more,
    ).images
    vae = parts["vae"]
    out = vae.decode(latent / vae.config.scaling_factor).sample[0]
    rgb = ((out / 2 + 0.5).clamp(0, 1) * 255).round().permute(1, 2, 0).numpy().astype(np.uint8)
    return latent[0].numpy().astype(np.float32), rgb


def words_of(row: dict, parts: dict, scheduler, prompt: str) -> dict:
    pipe = pipeline(row, row["kinds"][0], parts, scheduler)
    told = pipe.encode_prompt(prompt=prompt, device="cpu", num_images_per_prompt=1, do_classifier_free_guidance=False)
    pooled = told[2] if len(told) > 2 else None
    keep = lambda t: [round(float(v), 6) for v in t.flatten()]
    # The first tokens and the last: the whole would be megabytes.
    hidden = told[0][0]
    return {"prompt": prompt, "width": hidden.shape[1], "first": keep(hidden[:6]), "last": keep(hidden[-2:]),
            "sum": float(hidden.double().abs().sum()), "pooled": None if pooled is None else keep(pooled)}


def make(name: str, row: dict) -> dict:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / name
        folder.mkdir()
        assemble(folder, row)
        parts = load(folder, row)
        samplers = EVEN if row.get("distilled") else USUAL
        rows = [(kind, guidance, BAD) for kind in row["kinds"] for guidance in row["guidance"]]
        if row["pipeline"] == "StableDiffusionXL":
            # Without a negative prompt, which is not the same as an empty one.
            rows.append(("words", row["guidance"][0], None))
        sheet = np.zeros((len(rows) * SIDE, len(samplers) * SIDE, 3), np.uint8)
        latents, cases = [], []
        for r, (kind, guidance, negative) in enumerate(rows):
            for c, sampler in enumerate(samplers):
                prompt = FOX if c % 2 else HOUSE
                latent, rgb = draw(row, parts, scheduler_of(folder, sampler), kind, guidance, prompt, negative)
                sheet[r * SIDE : (r + 1) * SIDE, c * SIDE : (c + 1) * SIDE] = rgb
                latents.append(latent)
                cases.append({"kind": kind, "sampler": sampler,
                              "schedule": "uniform" if row.get("distilled") and sampler != "lcm" else "normal", "guidance": guidance, "prompt": prompt, "negative": negative or "",
                              "row": r, "column": c, "steps": steps_of(row)})
                assert np.isfinite(latent).all(), (name, cases[-1])
        texts = [words_of(row, parts, scheduler_of(folder, "euler"), prompt) for prompt in (FOX, HOUSE, "")]
    OUT.mkdir(exist_ok=True)
    Image.fromarray(sheet).save(OUT / f"{name}.png", optimize=True)
    (OUT / f"{name}.latents").write_bytes(np.stack(latents).tobytes())
    print(f"{name}: {len(cases)} pictures, deviation {sheet.astype(float).std():.0f}, at 0 or 255 {np.isin(sheet, [0, 255]).mean():.0%}")
    return {"cases": cases, "texts": texts}


def main() -> None:
    torch.set_num_threads(2)
    families = json.loads((HERE / "families.json").read_text())
    index = OUT / "expected.json"
    known = json.loads(index.read_text())["families"] if index.exists() else {}
    for name in sys.argv[1:] or families:
        known[name] = make(name, families[name])
    told = {"torch": torch.__version__, "diffusers": diffusers.__version__}
    common = {"side": SIDE, "seed": SEED, "strength": STRENGTH, "weight": WEIGHT}
    ordered = {name: known[name] for name in families if name in known}
    index.write_text(json.dumps({"programs": told, **common, "families": ordered}) + "\n")


if __name__ == "__main__":
    main()
