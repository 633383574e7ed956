"""Build the packed data: `python training/data/build.py` -> training/work/shards/*.zip."""

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
    """(subject, slug, set) -> packed sprite, or None where the set has no such drawing."""
    subject, slug, set_name = job
    rgba = emoji.drawing(set_name, slug, OVERSIZE)
    if rgba is None:
        return None
    picture, mask, record = emoji_sprite(gouache(rgba))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WORK / "shards")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    install()
    emoji_jobs = [(s, slug, name) for s in read_subjects() for slug in s.slugs for name in emoji.SETS]
    with ProcessPoolExecutor(args.workers) as pool:
        jobs = {
            "emoji": [s for s in pool.map(emoji_job, emoji_jobs, chunksize=16) if s],
            "birds": list(pool.map(bird_job, bird_jobs(), chunksize=16)),
        }
        for name, sprites in jobs.items():
            pictures = [data for picture, mask, _ in sprites for data in (picture, mask)]
            write_shard(args.out / f"{name}.zip", pictures, [record for *_, record in sprites])
        strips = list(pool.map(strip_job, strip_jobs(), chunksize=16))
        write_shard(args.out / "strips.zip", [data for data, _ in strips], [record for _, record in strips])
    for path in sorted(args.out.glob("*.zip")):
        print(f"{path.name}: {path.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
