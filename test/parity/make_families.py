"""Writes families.json: of which files each family's folder is made. Paths are relative to test/."""

import json
from pathlib import Path

from diffusers import DDIMScheduler, EulerAncestralDiscreteScheduler, EulerDiscreteScheduler

HERE = Path(__file__).parent
SD, V, XL, LCM = (f"fixtures/tiny-{name}" for name in ("sd", "v", "xl", "lcm"))
GRAPHS = "parity/graphs"
BETAS = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1)


def told(scheduler, **more) -> dict:
    options = {k: v for k, v in scheduler.config.items() if not k.startswith("_")}
    return {"_class_name": type(scheduler).__name__} | options | more


LEADING = told(EulerDiscreteScheduler(**BETAS, timestep_spacing="leading"))
TRAILING = told(EulerDiscreteScheduler(**BETAS, timestep_spacing="trailing"))
V_SCHEDULER = told(DDIMScheduler(
    **BETAS, prediction_type="v_prediction", timestep_spacing="leading", clip_sample=False, set_alpha_to_one=False,
))


def parts(folder: str, *names: str, **others: str) -> dict:
    return {name: f"{folder}/{name}" for name in names} | others


SD_PARTS = parts(SD, "scheduler", "tokenizer", "text_encoder", "unet", "vae_decoder", "vae_encoder")
XL_PARTS = parts(XL, "scheduler", "tokenizer", "tokenizer_2", "text_encoder", "text_encoder_2", "unet", "vae_decoder") | {
    "vae_encoder": f"{SD}/vae_encoder",
}
SD2_TEXT = {"text_encoder": f"{GRAPHS}/text-sd2"}
# Stable Diffusion 2 fills up with the token 0, which is written "!".
EXCLAIMED = {"tokenizer/special_tokens_map.json": {"pad_token": "!"}, "tokenizer/tokenizer_config.json": {"pad_token": "!"}}
# An encoder of another folder, told the scale of this one.
XL_SCALE = {"vae_encoder/config.json": {"scaling_factor": 0.13025}}
ALL, WITHOUT_MASK, WORDS = ["words", "image", "mask"], ["words", "image"], ["words"]


def family(pipeline: str, parts: dict, kinds: list[str], guidance: float = 7.5, changes: dict | None = None, **more) -> dict:
    return {"pipeline": pipeline, "parts": parts, "kinds": kinds, "guidance": [guidance, 1], "changes": changes or {}, **more}


FAMILIES = {
    "sd1": family("StableDiffusion", SD_PARTS, ALL),
    "sd1-fp16": family("StableDiffusion", parts("fixtures/tiny-sd-fp16", *[p for p in SD_PARTS if p != "vae_encoder"]), WORDS),
    "sd1-int8": family("StableDiffusion", SD_PARTS | {"unet": f"{GRAPHS}/unet-int8"}, WORDS),
    "sd1-qdq": family("StableDiffusion", SD_PARTS | {"unet": f"{GRAPHS}/unet-qdq"}, WORDS),
    "sd1-tiny-vae": family("StableDiffusion", SD_PARTS | {
        "vae_decoder": f"{GRAPHS}/vae-tiny/vae_decoder", "vae_encoder": f"{GRAPHS}/vae-tiny/vae_encoder",
    }, WITHOUT_MASK),
    "sd2": family("StableDiffusion", SD_PARTS | SD2_TEXT | {"unet": f"{V}/unet"}, ALL, 7.5,
                  EXCLAIMED | {"scheduler/scheduler_config.json": V_SCHEDULER}),
    "sd-turbo": family("StableDiffusion", SD_PARTS | SD2_TEXT, WITHOUT_MASK, 3, EXCLAIMED | {"scheduler/scheduler_config.json": TRAILING}),
    "lcm": family("StableDiffusion", SD_PARTS | parts(LCM, "scheduler", "text_encoder", "unet"), ALL, 8, distilled=True),
    "inpaint": family("StableDiffusionInpaint", SD_PARTS | parts("fixtures/tiny-inpaint", "text_encoder", "unet"), ["mask"]),
    "control": family("StableDiffusionControlNet", SD_PARTS | parts("fixtures/tiny-control", "unet", "text_encoder", controlnet="fixtures/tiny-control/controlnet"), ALL,
                      net="canny"),
    "control-within": family("StableDiffusionControlNet", SD_PARTS | {"unet": f"{GRAPHS}/unet-within"}, WORDS, net="unet"),
    "sdxl": family("StableDiffusionXL", XL_PARTS, ALL, 6, XL_SCALE),
    "sdxl-refiner": family("StableDiffusionXLImg2Img", {
        name: path for name, path in XL_PARTS.items() if name not in ("text_encoder", "tokenizer")
    } | {"unet": f"{GRAPHS}/unet-refiner"}, ["image", "mask"], 6, XL_SCALE),
    "sdxl-turbo": family("StableDiffusionXL", XL_PARTS, WITHOUT_MASK, 3, XL_SCALE | {
        "scheduler/scheduler_config.json": told(EulerAncestralDiscreteScheduler(**BETAS, timestep_spacing="trailing")),
    }),
    "sdxl-lightning": family("StableDiffusionXL", XL_PARTS, WITHOUT_MASK, 3, XL_SCALE | {"scheduler/scheduler_config.json": TRAILING}),
    "sdxl-lcm": family("StableDiffusionXL", XL_PARTS | {"unet": f"{GRAPHS}/unet-xl-lcm", "scheduler": f"{LCM}/scheduler"}, ALL, 8, XL_SCALE,
                       distilled=True),
}


if __name__ == "__main__":
    for name, row in FAMILIES.items():
        index = {"_class_name": f"{row['pipeline'].replace('ControlNet', '')}Pipeline"}
        if name == "sdxl-refiner":
            index |= {"force_zeros_for_empty_prompt": False, "requires_aesthetics_score": True}
        row["index"] = index
        if "scheduler/scheduler_config.json" in row["changes"]:
            row["parts"] = {part: path for part, path in row["parts"].items() if part != "scheduler"}
    (HERE / "families.json").write_text(json.dumps(FAMILIES, indent=1) + "\n")
