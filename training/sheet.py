"""Look at the training data: `python training/sheet.py --out sheet.png --seed 1`."""

import argparse
from random import Random

import numpy as np
import torch
from PIL import Image, ImageDraw
from scenes.bank import load_bank
from scenes.captions import caption
from scenes.collate import collate
from scenes.compose import compose
from scenes.load import load_hypernyms, load_stage
from scenes.place import draw_scene


def contact_sheet(pictures: torch.Tensor, texts: list[str], columns: int, path: str) -> None:
    """pictures [N, 3, H, W] in 0..1 in rows, with their texts below."""
    size = pictures.shape[-1]
    rows = -(-len(texts) // columns)
    sheet = Image.new("RGB", (columns * (size + 6), rows * (size + 36)), "white")
    pen = ImageDraw.Draw(sheet)
    for k, (picture, text) in enumerate(zip(pictures, texts, strict=True)):
        x, y = k % columns * (size + 6), k // columns * (size + 36)
        pixels = (picture.permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)
        sheet.paste(Image.fromarray(pixels), (x, y))
        for line in range(2):
            pen.text((x + 2, y + size + 2 + 14 * line), text[42 * line : 42 * line + 42], fill="black")
    sheet.save(path, quality=88)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="sheet.png")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, default=6)
    parser.add_argument("--columns", type=int, default=10)
    parser.add_argument("--birds", action="store_true", help="birds only")
    args = parser.parse_args()
    random, stage, hypernyms = Random(args.seed), load_stage(), load_hypernyms()
    if args.birds:
        stage.others = stage.birds
    scenes = [draw_scene(random, stage) for _ in range(args.rows * args.columns)]
    texts = [caption(random, scene, hypernyms)[0] for scene in scenes]
    picture = compose(load_bank(), collate(scenes), args.seed)["picture"]
    contact_sheet(picture, texts, args.columns, args.out)


if __name__ == "__main__":
    main()
