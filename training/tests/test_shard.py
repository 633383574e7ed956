"""Shards come back as they were written."""

import numpy as np
from data.shard import read_shard, webp, write_shard


def test_round_trip(tmp_path):
    ramp = np.linspace(0, 255, 64).astype(np.uint8)
    rgba = np.dstack([np.broadcast_to(ramp, (64, 64))] * 3 + [np.full((64, 64), 255, np.uint8)])
    write_shard(tmp_path / "a.zip", [webp(rgba, 90), webp(rgba[..., 0], 90)], [{"subject": "ramp"}])
    pictures, records = read_shard(tmp_path / "a.zip")
    assert records == [{"subject": "ramp"}] and len(pictures) == 2
    assert np.abs(pictures[0][..., :3].astype(int) - rgba[..., :3]).mean() < 4


def test_same_pictures_same_bytes(tmp_path):
    for name in ("a.zip", "b.zip"):
        write_shard(tmp_path / name, [webp(np.zeros((8, 8, 3), np.uint8))], [{"k": 1}])
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
