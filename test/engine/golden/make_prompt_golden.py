"""Writes prompts/: what the tiny models' text encoders and pipelines say of prompts with weights, windows and names.

    pip install torch==2.13.0 diffusers==0.39.0 transformers==4.57.6 onnx onnxruntime==1.30.0 pillow safetensors
    python make_prompt_golden.py

The rules are those that A1111 (modules/prompt_parser.py, sd_hijack_clip.py, sd_emphasis.py) and ComfyUI
(comfy/sd1_clip.py) publish by their code, told here anew and without ours: prompts become windows of tokens, windows go
through transformers' CLIP, weights act on what it says. Embeddings are kept by four of their columns and three sums.
"""

import base64
import json
import re
import shutil
import sys
from functools import cache
from pathlib import Path

import diffusers
import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../fixtures"))
from make_tiny_models import FIXTURES, torch_parts  # noqa: E402
from tiny_export import export_text_encoder  # noqa: E402

OUT = HERE / "prompts"
COLUMNS = [0, 7, 13, 31]
ROOM = 75

# --- names that stand for vectors ---


def vectors() -> dict[str, dict[str, torch.Tensor]]:
    torch.manual_seed(77)
    coarse = lambda *shape: (torch.randn(*shape) * 256).round() / 256
    return {
        "old oil": {"emb_params": coarse(3, 32)},
        "one": {"<one>": coarse(32).half().float()},
        "pair": {"clip_l": coarse(2, 32), "clip_g": coarse(2, 32)},
    }


@cache
@torch.no_grad()
def parts_of(model: str) -> dict:
    """The tiny model; of tiny-sd the final norm has gains and biases, without which the mean that A1111 restores is 0."""
    parts = torch_parts(model)
    if model == "tiny-sd":
        norm = parts["text_encoder"].text_model.final_layer_norm
        torch.manual_seed(5)
        norm.weight.copy_((1 + torch.randn(32) / 4).mul(256).round() / 256)
        norm.bias.copy_((0.3 + torch.randn(32) / 4).mul(256).round() / 256)
    return parts


# --- prompts to weighted pieces ---


def a1111_pieces(prompt: str) -> list:
    """(text, weight), or None for BREAK. One pass with a stack of where brackets began."""
    pieces, stacks = [], {"(": [], "[": []}

    def scale(start, by):
        for piece in pieces[start:]:
            if piece is not None:
                piece[1] *= by

    at = 0
    while at < len(prompt):
        char, rest = prompt[at], prompt[at:]
        number = re.match(r":([+-]?[.\d]+)\)", rest)
        if char == "\\":
            escaped = len(rest) > 1 and rest[1] in "()[]\\"
            pieces.append([rest[1] if escaped else "", 1.0])
            at += 2 if escaped else 1
        elif char in stacks:
            stacks[char].append(len(pieces))
            at += 1
        elif number and stacks["("]:
            scale(stacks["("].pop(), float(number[1]))
            at += number.end()
        elif char == ")" and stacks["("]:
            scale(stacks["("].pop(), 1.1)
            at += 1
        elif char == "]" and stacks["["]:
            scale(stacks["["].pop(), 1 / 1.1)
            at += 1
        else:
            text = number[0] if number else char if char in ")]:" else re.match(r"[^\\()\[\]:]+", rest)[0]
            for i, part in enumerate(re.split(r"\s*\bBREAK\b\s*", text)):
                if i:
                    pieces.append(None)
                pieces.append([part, 1.0])
            at += len(text)
    for opened, by in (("(", 1.1), ("[", 1 / 1.1)):
        for start in stacks[opened]:
            scale(start, by)
    merged = []
    for piece in pieces:
        if piece is not None and merged and merged[-1] is not None and merged[-1][1] == piece[1]:
            merged[-1][0] += piece[0]
        else:
            merged.append(piece)
    return merged or [["", 1.0]]


def comfy_pieces(text: str, weight: float = 1.0) -> list:
    text = text.replace("\\(", "\x01").replace("\\)", "\x02")
    out, level, start = [], 0, 0
    spans = []
    for at, char in enumerate(text):
        if char == "(":
            if level == 0:
                spans.append((start, at, False))
                start = at
            level += 1
        elif char == ")":
            level -= 1
            if level == 0:
                spans.append((start, at + 1, True))
                start = at + 1
    spans.append((start, len(text), False))
    for a, b, bracketed in spans:
        part = text[a:b]
        if not part:
            continue
        if not bracketed:
            out.append([part.replace("\x01", "(").replace("\x02", ")"), weight])
            continue
        inner, own = part[1:-1], weight * 1.1
        colon = inner.rfind(":")
        if colon > 0:
            try:
                own, inner = float(inner[colon + 1 :]), inner[:colon]
            except ValueError:
                pass
        out += comfy_pieces(inner, own)
    return out


# --- pieces to windows: lists of (id, weight, vector or None) ---


def a1111_windows(prompt: str, tokenizer, names: dict[str, torch.Tensor]) -> list:
    ids_of = lambda text: tokenizer(text, truncation=False, add_special_tokens=False)["input_ids"]
    comma = tokenizer.get_vocab()[",</w>"]
    known = sorted(((ids_of(name), rows) for name, rows in names.items()), key=lambda entry: -len(entry[0]))
    windows, window, last_comma = [], [], -1
    for piece in a1111_pieces(prompt):
        if piece is None:
            windows.append(window)
            window, last_comma = [], -1
            continue
        ids, at = ids_of(piece[0]), 0
        while at < len(ids):
            if ids[at] == comma:
                last_comma = len(window)
            elif len(window) == ROOM and last_comma != -1 and len(window) - last_comma <= 20:
                windows.append(window[: last_comma + 1])
                window, last_comma = window[last_comma + 1 :], -1
            if len(window) == ROOM:
                windows.append(window)
                window, last_comma = [], -1
            hit = next(((name, rows) for name, rows in known if ids[at : at + len(name)] == name), None)
            if hit is None:
                window.append((ids[at], piece[1], None))
                at += 1
                continue
            name, rows = hit
            if len(window) + len(rows) > ROOM:
                windows.append(window)
                window, last_comma = [], -1
            window += [(0, piece[1], row) for row in rows]
            at += len(name)
    if window or not windows:
        windows.append(window)
    return windows


def comfy_windows(prompt: str, tokenizer, names: dict[str, torch.Tensor]) -> list:
    words = []
    for text, weight in comfy_pieces(prompt):
        for word in filter(None, text.replace("\n", " ").split(" ")):
            if word.startswith("embedding:"):
                name = word.removeprefix("embedding:")
                left = "" if name in names else name[len(name.strip(",")) :]
                rows = names.get(name, names.get(name.strip(",")))
                if rows is not None:
                    words.append([(0, weight, row) for row in rows])
                    word = left
            if word:
                words.append([(i, weight, None) for i in tokenizer(word, add_special_tokens=False)["input_ids"]])
    windows = [[]]
    for word in words:
        large = len(word) >= 8
        while word:
            free = ROOM - len(windows[-1])
            if len(word) <= free:
                windows[-1] += word
                break
            if large:
                windows[-1] += word[:free]
                word = word[free:]
            windows.append([])
    return windows


# --- windows through transformers' CLIP ---


@torch.no_grad()
def run(encoder, tokenizer, window: list, skip: int, xl: bool):
    start, end, pad = tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id
    ids = [start] + [i for i, _, _ in window] + [end]
    ids = torch.tensor([ids + [pad] * (ROOM + 2 - len(ids))])
    table = encoder.text_model.embeddings.token_embedding

    def replace(_module, _inputs, output):
        output = output.clone()
        for i, (_, _, vector) in enumerate(window):
            if vector is not None:
                output[0, i + 1] = vector
        return output

    hook = table.register_forward_hook(replace)
    out = encoder(input_ids=ids, output_hidden_states=True)
    hook.remove()
    if xl:
        z = out.hidden_states[-max(2, skip)]
    elif skip > 1:
        z = encoder.text_model.final_layer_norm(out.hidden_states[-skip])
    else:
        z = out.last_hidden_state
    return z[0], getattr(out, "text_embeds", None)


STYLES = {"a1111": a1111_windows, "comfyui": comfy_windows}


def encode(encoder, tokenizer, prompt: str, style: str, names: dict, skip: int, xl: bool):
    windows, pooled = [], None
    for window in STYLES[style](prompt, tokenizer, names):
        z, text_embeds = run(encoder, tokenizer, window, skip, xl)
        pooled = text_embeds if pooled is None else pooled
        weights = torch.ones(ROOM + 2)
        weights[1 : 1 + len(window)] = torch.tensor([w for _, w, _ in window]) if window else torch.tensor([])
        if style == "a1111":
            weighed = z * weights[:, None]
            z = weighed * (z.mean() / weighed.mean())
        elif (weights != 1).any():
            empty = run(encoder, tokenizer, [], skip, xl)[0]
            z = torch.where(weights[:, None] == 1, z, (z - empty) * weights[:, None] + empty)
        windows.append(z)
    return torch.cat(windows), None if pooled is None else pooled[0]


def embed(parts: dict, prompt: str, style: str, names: list[str], skip: int):
    xl = "text_encoder_2" in parts
    files = vectors()
    keys = [["clip_l"], ["clip_g"]] if xl else [["emb_params", "<one>"]]
    rows = lambda tower: {
        name: torch.atleast_2d(next(files[name][k] for k in keys[tower] if k in files[name])) for name in names
    }
    one, _ = encode(parts["text_encoder"], parts["tokenizer"], prompt, style, rows(0), skip, xl)
    if not xl:
        return one, None
    two, pooled = encode(parts["text_encoder_2"], parts["tokenizer_2"], prompt, style, rows(1), skip, xl)
    return torch.cat([one, two], dim=1), pooled


# --- cases ---

FOX = "a red fox sleeping in the snow under a pine tree"
LONG = (
    "an oil painting of a ship on the stormy sea, mountains and a river in the mist, a castle on the hill above the "
    "village, (photograph:1.2), high detail, a child holding a bright red balloon in the field, a city street at night "
    "in the rain with neon lights, the cat looks out of the window at the flying birds, a bowl of green apples"
)
CASES = [
    ("plain", "tiny-sd", FOX, 1, []),
    ("weights", "tiny-sd", "a (red:1.3) fox, [sleeping] in the ((snow)), \\(pine\\) tree (unclosed", 1, []),
    ("negative weight", "tiny-sd", "a (red:-0.5) fox (a: 1.3) at 10:30)", 1, []),
    ("long", "tiny-sd", LONG, 1, []),
    ("longer", "tiny-sd", f"{LONG}, {LONG.replace(',', '')}", 1, []),
    ("break", "tiny-sd", "a red fox BREAK the (snow:0.7)", 1, []),
    ("skip 2", "tiny-sd", "a (red:1.3) fox", 2, []),
    ("skip 3", "tiny-sd", "a (red:1.3) fox", 3, []),
    ("v skip 2", "tiny-v", FOX, 2, []),
    ("one vector", "tiny-sd", "a fox as one, by embedding:one, (one:1.4)", 1, ["one"]),
    ("three vectors", "tiny-sd", "a (ship, old oil:1.2) on the sea, old oil", 1, ["old oil", "one"]),
    ("vectors across windows", "tiny-sd", f"{LONG.replace(',', '')} old oil embedding:one", 1, ["old oil", "one"]),
    ("vectors and skip", "tiny-sd", "a fox, old oil", 2, ["old oil"]),
    ("xl", "tiny-xl", "a (red:1.3) fox, [sleeping] in the snow", 1, []),
    ("xl skip 3", "tiny-xl", FOX, 3, []),
    ("xl long", "tiny-xl", LONG, 1, []),
    ("xl vectors", "tiny-xl", "a fox, pair and (embedding:pair:1.1)", 1, ["pair"]),
]


def packed(values: torch.Tensor) -> str:
    return base64.b64encode(values.float().contiguous().numpy().tobytes()).decode()


def case_of(name, model, prompt, skip, names, style) -> dict:
    hidden, pooled = embed(parts_of(model), prompt, style, names, skip)
    columns = [c for half in range(hidden.shape[1] // 32) for c in (half * 32 + i for i in COLUMNS)]
    ramp = torch.linspace(-1, 1, hidden.shape[1])
    sums = torch.stack([hidden.mean(1), (hidden**2).mean(1), (hidden * ramp).mean(1)], dim=1)
    return {
        "name": f"{name}, {style}", "model": model, "prompt": prompt, "style": style, "clipSkip": skip, "embeddings": names,
        "tokens": hidden.shape[0], "width": hidden.shape[1], "columns": columns, "values": packed(hidden[:, columns]),
        "sums": packed(sums), **({} if pooled is None else {"pooled": packed(pooled)}),
    }


# --- pictures ---

PICTURES = {
    # words by step (of 8), as A1111 counts them; the weight of each prompt
    "steps": dict(
        model="tiny-sd", prompt=f"a (red:1.3) [fox:cat:0.5] by [the sea|a tree], {LONG}", negative="blurry, [ugly:text:2]",
        told=lambda step: (
            [(f"a (red:1.3) {'fox' if step <= 4 else 'cat'} by {'the sea' if step % 2 else 'a tree'}, {LONG}", 1)],
            f"blurry, {'ugly' if step <= 2 else 'text'}",
        ),
    ),
    "together": dict(
        model="tiny-sd", prompt="a red fox AND the stormy sea :0.6 AND snow:-0.3", negative="blurry",
        told=lambda step: ([("a red fox ", 1), (" the stormy sea", 0.6), (" snow", -0.3)], "blurry"),
    ),
    "xl": dict(
        model="tiny-xl", prompt=f"a (red:1.3) fox BREAK {FOX}", negative="blurry, (ugly:1.2)",
        told=lambda step: ([(f"a (red:1.3) fox BREAK {FOX}", 1)], "blurry, (ugly:1.2)"),
    ),
}
STEPS, SEED, GUIDANCE = 8, 7, 7.5


@torch.no_grad()
def draw(model: str, told) -> np.ndarray:
    """diffusers' pipeline with a U-Net that asks for each text in a pass of its own, without any padding."""
    parts = dict(parts_of(model))
    unet, xl = parts["unet"], "text_encoder_2" in parts
    config = parts.pop("scheduler").config
    scheduler = diffusers.DDIMScheduler.from_config(config, timestep_spacing="leading", clip_sample=False)
    calls = 0
    say = {text: embed(parts_of(model), text, "a1111", [], 1)
           for step in range(1, STEPS + 1) for text in [*(t for t, _ in told(step)[0]), told(step)[1]]}

    class Told(torch.nn.Module):
        config, dtype = unet.config, unet.dtype
        add_embedding = getattr(unet, "add_embedding", None)

        def forward(self, sample, timestep, encoder_hidden_states=None, added_cond_kwargs=None, **_):
            nonlocal calls
            calls += 1
            prompts, negative = told(calls)

            def ask(text):
                hidden, pooled = say[text]
                added = {"text_embeds": pooled[None], "time_ids": added_cond_kwargs["time_ids"][:1]} if xl else None
                return unet(sample[:1], timestep, hidden[None], added_cond_kwargs=added).sample

            without = ask(negative)
            words = without + sum(weight * (ask(text) - without) for text, weight in prompts)
            return (torch.cat([without, words]),)

    first = say[told(1)[0][0][0]]
    embeds = {"prompt_embeds": first[0][None], "negative_prompt_embeds": first[0][None]}
    if xl:
        embeds |= {"pooled_prompt_embeds": first[1][None], "negative_pooled_prompt_embeds": first[1][None]}
        pipe = diffusers.StableDiffusionXLPipeline(**{**parts, "scheduler": scheduler}, add_watermarker=False)
    else:
        pipe = diffusers.StableDiffusionPipeline(**{**parts, "scheduler": scheduler}, safety_checker=None,
                                                 feature_extractor=None, requires_safety_checker=False)
    pipe.set_progress_bar_config(disable=True)
    pipe.unet = Told()
    image = pipe(**embeds, num_inference_steps=STEPS, guidance_scale=GUIDANCE, width=64, height=64,
                 generator=torch.Generator().manual_seed(SEED), output_type="np").images[0]
    assert calls == STEPS
    return (image * 255).round().astype(np.uint8)


def main() -> None:
    torch.set_num_threads(1)
    OUT.mkdir(exist_ok=True)
    for name, tensors in vectors().items():
        save_file({k: v.half() if k == "<one>" else v for k, v in tensors.items()}, OUT / f"{name}.safetensors")
    shutil.rmtree(OUT / "text_encoder", ignore_errors=True)
    export_text_encoder(OUT / "text_encoder", parts_of("tiny-sd")["text_encoder"], FIXTURES["tiny-sd"])
    cases = [case_of(*case, style) for style in STYLES for case in CASES]
    pictures = []
    for name, picture in PICTURES.items():
        told = picture.pop("told")
        Image.fromarray(draw(picture["model"], told)).save(OUT / f"{name}.png", optimize=True)
        pictures.append({"name": name, **picture, "steps": STEPS, "seed": SEED, "guidance": GUIDANCE})
    (OUT / "prompts.json").write_text(json.dumps({"cases": cases, "pictures": pictures}, indent=1) + "\n")
    for case in cases:
        print(case["name"], case["tokens"])


if __name__ == "__main__":
    main()
