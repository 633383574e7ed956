"""Writes expected/refined.*: what diffusers draws when Stable Diffusion XL hands its latents over to the refiner.

As in make_expected.py, with the ONNX files of the families `sdxl` and `sdxl-refiner`. Both pipelines get a scheduler of
their own, as diffusers' guide does it, and one generator. Heun is left out: handing over, diffusers draws half of a step
twice. So is a mask: diffusers' inpainting takes what is handed over for the picture that lies outside it.

    .venv/bin/python test/parity/make_refined.py
"""

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from make_expected import BAD, FOX, HERE, HOUSE, OUT, SEED, SIDE, STEPS, STRENGTH, assemble, load, picture, pipeline, scheduler_of
from PIL import Image

SAMPLERS = ["ddim", "euler", "euler_a", "dpmpp_2m", "unipc"]
# Kind, guidance, negative prompt, where the refiner takes over.
ROWS = [("words", 6, BAD, 0.6), ("words", 6, None, 0.8), ("words", 1, BAD, 0.4), ("image", 6, BAD, 0.8)]


def draw(families: dict, folders: dict, sampler: str, kind: str, guidance: float, prompt: str, negative: str | None, at: float):
    base, refiner = (load(folders[name], families[name]) for name in ("sdxl", "sdxl-refiner"))
    generator = torch.Generator("cpu").manual_seed(SEED)
    common = {"prompt": prompt, "negative_prompt": negative, "num_inference_steps": STEPS, "guidance_scale": guidance,
              "generator": generator, "output_type": "latent"}
    more = {"height": SIDE, "width": SIDE} if kind == "words" else {"image": picture(), "strength": STRENGTH}
    pipe = pipeline(families["sdxl"], kind, base, scheduler_of(folders["sdxl"], sampler))
    handed = pipe(**common, **more, denoising_end=at).images
    pipe = pipeline(families["sdxl-refiner"], "image", refiner, scheduler_of(folders["sdxl"], sampler))
    latent = pipe(**common, image=handed, denoising_start=at).images
    vae = base["vae"]
    out = vae.decode(latent / vae.config.scaling_factor).sample[0]
    rgb = ((out / 2 + 0.5).clamp(0, 1) * 255).round().permute(1, 2, 0).numpy().astype(np.uint8)
    return latent[0].numpy().astype(np.float32), rgb


def main() -> None:
    torch.set_num_threads(2)
    families = json.loads((HERE / "families.json").read_text())
    sheet = np.zeros((len(ROWS) * SIDE, len(SAMPLERS) * SIDE, 3), np.uint8)
    latents, cases = [], []
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: Path(scratch) / name for name in ("sdxl", "sdxl-refiner")}
        for name, folder in folders.items():
            folder.mkdir()
            assemble(folder, families[name])
        for r, (kind, guidance, negative, at) in enumerate(ROWS):
            for c, sampler in enumerate(SAMPLERS):
                prompt = FOX if c % 2 else HOUSE
                latent, rgb = draw(families, folders, sampler, kind, guidance, prompt, negative, at)
                assert np.isfinite(latent).all(), (kind, sampler)
                sheet[r * SIDE : (r + 1) * SIDE, c * SIDE : (c + 1) * SIDE] = rgb
                latents.append(latent)
                cases.append({"kind": kind, "sampler": sampler, "schedule": "normal", "guidance": guidance, "prompt": prompt,
                              "negative": negative or "", "row": r, "column": c, "steps": STEPS, "at": at})
    Image.fromarray(sheet).save(OUT / "refined.png", optimize=True)
    (OUT / "refined.latents").write_bytes(np.stack(latents).tobytes())
    (OUT / "refined.json").write_text(json.dumps({"cases": cases}) + "\n")
    print(f"{len(cases)} pictures, deviation {sheet.astype(float).std():.0f}, at 0 or 255 {np.isin(sheet, [0, 255]).mean():.0%}")


if __name__ == "__main__":
    main()
