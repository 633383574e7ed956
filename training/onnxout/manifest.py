"""The JSON files of the model folder: diffusers' own, and studio.json."""

import hashlib
import json
import shutil
from pathlib import Path

from data.colours import WORDS as COLOURS
from data.grounds.palette import BACKGROUNDS
from models.scorer import SIDE
from scenes.bpe import FOLDER as TOKENIZER
from scenes.knobs import describe
from scenes.world import PLACES

from .vocabulary import vocabulary

VERSION = 1
BESIDE = ("studio.json", "README.md", "starters.json", "vocabulary.json")  # words about the model, no part of it
STARTERS = Path(__file__).with_name("starters.json")  # chosen by eye
SIZE = 256
QUALITY = dict(steps=20, sampler="euler", schedule="simple", guidance=1.5)
FAST = dict(steps=4, sampler="euler", schedule="simple", guidance=1.0)
CREDITS = (
    "Birds, grounds and scenes: Reroll's own painter",
    "Noto Emoji, (c) Google, Apache-2.0",
    "Fluent Emoji, (c) Microsoft, MIT",
    "Twemoji, (c) Twitter and contributors, graphics CC-BY-4.0",
)
SCHEDULER = dict(_class_name="FlowMatchEulerDiscreteScheduler", _diffusers_version="0.30.0", num_train_timesteps=1000, shift=1.0, use_dynamic_shifting=False)
AUTOENCODER = dict(
    _class_name="AutoencoderKL", in_channels=3, out_channels=3, latent_channels=4, sample_size=SIZE, scaling_factor=1.0, shift_factor=0.0,
    block_out_channels=[48, 96, 192, 192],
)  # fmt: skip


def write_json(path: Path, value) -> None:
    """Two spaces, a newline at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def model_index(parts: list[str]) -> dict:
    """diffusers' list of parts."""
    graphs = {p: ["diffusers", "OnnxRuntimeModel"] for p in parts if p.startswith(("unet", "vae", "text"))}
    return dict(
        _class_name="OnnxStableDiffusionPipeline", _diffusers_version="0.30.0", feature_extractor=[None, None], safety_checker=[None, None],
        requires_safety_checker=False, scheduler=["diffusers", SCHEDULER["_class_name"]], tokenizer=["transformers", "CLIPTokenizer"], **graphs, studio="studio.json",
    )  # fmt: skip


def write_configs(folder: Path, parts: list[str], denoiser, scorer, subjects: list[str]) -> None:
    """Everything but studio.json. parts: folders with graphs in them."""
    shutil.copytree(TOKENIZER, folder / "tokenizer", dirs_exist_ok=True)
    unet, text = denoiser.unet, denoiser.text
    width = text.norm.normalized_shape[0]
    write_json(folder / "model_index.json", model_index(parts))
    write_json(folder / "vocabulary.json", vocabulary(subjects))
    shutil.copy(STARTERS, folder)
    write_json(folder / "scheduler" / "scheduler_config.json", SCHEDULER)
    config = dict(
        _class_name="UNet2DConditionModel", in_channels=4, out_channels=4, sample_size=unet.latent, cross_attention_dim=width,
        block_out_channels=[level.shape[1] for level in unet.places], prediction_type="flow_prediction",
    )  # fmt: skip
    write_json(folder / "unet" / "config.json", config)
    if "unet_fast" in parts:
        write_json(folder / "unet_fast" / "config.json", config)
        write_json(folder / "scheduler_fast" / "scheduler_config.json", SCHEDULER)
    for part in ("vae_encoder", "vae_decoder", "vae_decoder_preview"):
        if part in parts:
            write_json(folder / part / "config.json", AUTOENCODER)
    tokens, length = len(text.tokens.weight), text.positions.shape[0]
    special = dict(bos_token_id=tokens - 2, eos_token_id=tokens - 1, pad_token_id=tokens - 1)
    shape = dict(hidden_size=width, num_hidden_layers=len(text.blocks), num_attention_heads=text.blocks[0][0].heads, max_position_embeddings=length)
    write_json(folder / "text_encoder" / "config.json", dict(architectures=["PictureBookTextEncoder"], model_type="picturebook_text", vocab_size=tokens, **shape, **special))
    if scorer is not None:
        words = dict(subjects=subjects, colours=list(COLOURS), backgrounds=list(BACKGROUNDS), places=list(PLACES))
        write_json(folder / "scorer" / "vocabulary.json", words)
        scale = scorer.log_scale.clamp(max=4.6).exp().item()
        write_json(folder / "scorer" / "config.json", dict(size=SIDE, resize="area average", mean=[0.5] * 3, std=[0.5] * 3, logit_scale=scale, max_length=length, vocabulary="vocabulary.json"))


def sha256(path: Path) -> str:
    """Of a file, hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_studio(folder: Path, hidden: tuple[int, int, int], with_fast: bool, with_scorer: bool) -> dict:
    """studio.json, after everything else: it lists every file's bytes and sum."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).as_posix() not in BESIDE)
    studio = dict(
        family="picturebook", version=VERSION, size=dict(native=[SIZE, SIZE], multiple=SIZE), knobs=describe(), controls=["sketch", "regions"],
        hidden=dict(output="h", input="dh", shape=list(hidden)), presets=dict(quality=QUALITY) | (dict(fast=FAST) if with_fast else {}),
        **(dict(vocabulary="scorer/vocabulary.json") if with_scorer else {}),
        files={p.relative_to(folder).as_posix(): dict(sha256=sha256(p), bytes=p.stat().st_size) for p in files},
        licence="CC-BY-4.0", credits=list(CREDITS),
    )  # fmt: skip
    write_json(folder / "studio.json", studio)
    return studio
