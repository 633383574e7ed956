"""Build the packed data: `python training/data/build.py` -> training/work/shards/*.zip.

emoji, birds, strips: everything at the size that pictures are trained at. details, detail_strips: a part of it
drawn DETAIL times larger from the same vectors, for the upscaler.
"""

import argparse
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from data import emoji
from data.birds.flock import bird_jobs, bird_sprite
from data.grounds.strips import draw_strip, strip_jobs
from data.paint import gouache
from data.shard import webp, write_shard
from data.sprites import OVERSIZE, emoji_sprite
from data.subjects import read_subjects

DETAIL = 4
EVERY = 12  # one drawing in so many is also packed large
WORK = Path(__file__).resolve().parents[1] / "work"
NPM = (
    "@iconify-json/noto@1.2.7",
    "@iconify-json/fluent-emoji-flat@1.2.5",
    "@iconify-json/twemoji@1.2.5",
)


def install() -> None:
    """Fetch the emoji packages with npm into training/work/, once."""
    if all((WORK / "node_modules" / package.rsplit("@", 1)[0]).exists() for package in NPM):
        return
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "package.json").write_text('{"private": true}\n')
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", *NPM], cwd=WORK, check=True)


def pack(picture, mask, record):
    """One sprite as (picture bytes, half-size mask bytes, record)."""
    return webp(picture, 78), webp(mask[::2, ::2], 50), record


def emoji_job(job):
    """(subject, slug, set, scale) -> packed sprite, or None where the set has no such drawing."""
    subject, slug, set_name, scale = job
    rgba = emoji.drawing(set_name, slug, OVERSIZE * scale)
    if rgba is None:
        return None
    picture, mask, record = emoji_sprite(gouache(rgba, scale), scale)
    pose = {"sea": "swim", "sky": "fly"}.get(subject.place, "stand")
    facing = subject.facing if slug == subject.slugs[0] or subject.facing == "left" else "front"
    return pack(picture, mask, dict(subject=subject.name, source=set_name, facing=facing, pose=pose, **record))


def bird_job(job):
    """One painted bird, packed."""
    return pack(*bird_sprite(*job))


def strip_job(job):
    """One strip of ground or sky, packed."""
    rgba, record = draw_strip(*job)
    return webp(rgba, 78), record


def write_sprites(path: Path, sprites: list) -> None:
    """Pictures and masks in turn."""
    write_shard(path, [data for picture, mask, _ in sprites for data in (picture, mask)], [record for *_, record in sprites])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WORK / "shards")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=("small", "details"), help="one half of it")
    args = parser.parse_args()
    install()
    emojis = [(s, slug, name) for s in read_subjects() for slug in s.slugs for name in emoji.SETS]
    with ProcessPoolExecutor(args.workers) as pool:

        def draw(job, jobs, scale):
            return [done for done in pool.map(job, [(*j, scale) for j in jobs], chunksize=4) if done]

        if args.only != "details":
            write_sprites(args.out / "emoji.zip", draw(emoji_job, emojis, 1))
            write_sprites(args.out / "birds.zip", draw(bird_job, bird_jobs(), 1))
            strips = draw(strip_job, strip_jobs(), 1)
            write_shard(args.out / "strips.zip", [data for data, _ in strips], [record for _, record in strips])
        if args.only != "small":
            write_sprites(args.out / "details.zip", draw(emoji_job, emojis[::EVERY], DETAIL) + draw(bird_job, bird_jobs()[:: EVERY - 1], DETAIL))
            strips = draw(strip_job, [j for j in strip_jobs() if j[2] < 2], DETAIL)
            write_shard(args.out / "detail_strips.zip", [data for data, _ in strips], [record for _, record in strips])
    for path in sorted(args.out.glob("*.zip")):
        print(f"{path.name}: {path.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
