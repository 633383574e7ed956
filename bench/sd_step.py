"""Seconds per U-Net step and per VAE decode of other programs, as one line of JSON; bench/sd-step.ts calls it.

    python bench/sd_step.py optimum|openvino|torch|cpp FOLDER STEPS GUIDANCE

`optimum` (ONNX Runtime in Python) and `openvino` run the ONNX files of FOLDER, `torch` (diffusers) and `cpp`
(stable-diffusion.cpp) the same weights as safetensors of FOLDER-torch. All draw 512 x 512 pixels with as many threads as
there are cores, in 32 bits. One picture more is drawn before those that count. OpenVINO has no pipeline of its own here:
its row is the time of its compiled graphs alone.
"""

import json
import os
import sys
import time
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
WORDS = dict(prompt="a red bird on a branch", negative_prompt="blurry")


class Pipeline:
    """A diffusers pipeline, on torch or on ONNX files."""

    def __init__(self, folder: str):
        import torch

        self.generator = lambda: torch.Generator("cpu").manual_seed(7)
        self.pipe = self.load(folder)
        self.pipe.set_progress_bar_config(disable=True)
        self.unet, self.vae = [], []
        self.time(self.pipe.unet, "forward", self.unet)
        self.time(self.pipe.vae, "decode", self.vae)

    @staticmethod
    def time(owner, name: str, spent: list[float]) -> None:
        call = getattr(owner, name)

        def around(*args, **kwargs):
            start = time.perf_counter()
            out = call(*args, **kwargs)
            spent.append(time.perf_counter() - start)
            return out

        setattr(owner, name, around)

    def draw(self, steps: int, guidance: float) -> tuple[float, float]:
        self.unet.clear(), self.vae.clear()
        self.pipe(**WORDS, num_inference_steps=steps, guidance_scale=guidance, height=512, width=512, generator=self.generator(), output_type="np")
        return sum(self.unet) / len(self.unet), sum(self.vae) / len(self.vae)


class Optimum(Pipeline):
    def load(self, folder: str):
        from optimum.onnxruntime import ORTStableDiffusionPipeline

        return ORTStableDiffusionPipeline.from_pretrained(folder)


class Torch(Pipeline):
    def load(self, folder: str):
        from diffusers import StableDiffusionPipeline

        return StableDiffusionPipeline.from_pretrained(f"{folder}-torch", safety_checker=None)


class OpenVino:
    def __init__(self, folder: str):
        import openvino as ov

        core = ov.Core()
        settings = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": os.cpu_count()}
        graphs = {name: Path(folder) / name / "model.onnx" for name in ("unet", "vae_decoder")}
        self.graphs = {name: core.compile_model(core.read_model(path), "CPU", settings) for name, path in graphs.items()}
        self.width = json.loads((Path(folder) / "unet" / "config.json").read_text())["cross_attention_dim"]

    def draw(self, steps: int, guidance: float) -> tuple[float, float]:
        batch = 2 if guidance > 1 else 1
        random = np.random.default_rng(7)
        noise = lambda *shape: random.standard_normal(shape, dtype=np.float32)  # noqa: E731
        told = noise(batch, 77, self.width)
        start = time.perf_counter()
        for k in range(steps):
            self.graphs["unet"]({"sample": noise(batch, 4, 64, 64), "timestep": np.array(900 - 100 * k), "encoder_hidden_states": told})
        middle = time.perf_counter()
        self.graphs["vae_decoder"]({"latent_sample": noise(1, 4, 64, 64)})
        return (middle - start) / steps, time.perf_counter() - middle


class Cpp:
    def __init__(self, folder: str):
        from stable_diffusion_cpp import StableDiffusion

        self.model = StableDiffusion(model_path=f"{folder}-torch", n_threads=os.cpu_count(), wtype="f32", rng_type="cpu", verbose=False)

    def draw(self, steps: int, guidance: float) -> tuple[float, float]:
        passed = []
        settings = dict(sample_steps=steps, cfg_scale=max(1.0, guidance), sample_method="euler", width=512, height=512, seed=7)
        self.model.generate_image(**WORDS, **settings, progress_callback=lambda step, count, seconds: passed.append((step, count, seconds, time.perf_counter())))
        end = time.perf_counter()
        sampled = [p for p in passed if p[1] == steps and p[0] > 0]
        return sum(p[2] for p in sampled) / len(sampled), end - sampled[-1][3]


PROGRAMS = {"optimum": Optimum, "openvino": OpenVino, "torch": Torch, "cpp": Cpp}


def main() -> None:
    program, folder, steps, guidance = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    start = time.perf_counter()
    loaded = PROGRAMS[program](folder)
    load = time.perf_counter() - start
    loaded.draw(steps, guidance)
    start = time.perf_counter()
    step, decode = loaded.draw(steps, guidance)
    print(json.dumps({"step": step, "decode": decode, "wall": time.perf_counter() - start, "load": load}))


if __name__ == "__main__":
    main()
