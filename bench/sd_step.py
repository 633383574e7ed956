"""Seconds per U-Net step and per VAE decode of other programs, as one line of JSON; bench/sd-step.ts calls it.

    python bench/sd_step.py optimum|torch FOLDER STEPS GUIDANCE

`optimum` runs the ONNX files of FOLDER, `torch` the safetensors of FOLDER-torch with diffusers; both draw 512 x 512 pixels
with as many threads as there are cores. One picture more is drawn before those that count.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def timed(owner, name: str, spent: list[float]) -> None:
    call = getattr(owner, name)

    def around(*args, **kwargs):
        start = time.perf_counter()
        out = call(*args, **kwargs)
        spent.append(time.perf_counter() - start)
        return out

    setattr(owner, name, around)


def load(program: str, folder: str):
    if program == "optimum":
        from optimum.onnxruntime import ORTStableDiffusionPipeline

        return ORTStableDiffusionPipeline.from_pretrained(folder)
    from diffusers import StableDiffusionPipeline

    return StableDiffusionPipeline.from_pretrained(f"{folder}-torch", safety_checker=None)


def main() -> None:
    program, folder, steps, guidance = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    import torch

    start = time.perf_counter()
    pipe = load(program, folder)
    loaded = time.perf_counter() - start
    pipe.set_progress_bar_config(disable=True)
    unet, vae = [], []
    timed(pipe.unet, "forward", unet)
    timed(pipe.vae, "decode", vae)

    def draw() -> float:
        unet.clear(), vae.clear()
        begin = time.perf_counter()
        pipe("a red bird on a branch", negative_prompt="blurry", num_inference_steps=steps, guidance_scale=guidance,
             height=512, width=512, generator=torch.Generator("cpu").manual_seed(7), output_type="np")
        return time.perf_counter() - begin

    draw()
    wall = draw()
    print(json.dumps({"step": sum(unet) / len(unet), "decode": sum(vae) / len(vae), "wall": wall, "load": loaded}))


if __name__ == "__main__":
    main()
