"""The knob vector is packed as the interface says."""

import math
from random import Random

from scenes.knobs import KNOBS, SLOTS, WIDTH, describe, encode, first_slot, flag, labels
from scenes.place import draw_scene


def test_slots_and_flags_tile_the_vector():
    rows = describe()
    slots = [s for row in rows for s in row["slots"]]
    assert slots == list(range(SLOTS))
    assert [row["flag"] for row in rows] == list(range(SLOTS, WIDTH))


def test_neutral_is_zero():
    assert encode({}) == [0.0] * WIDTH


def test_each_kind():
    vector = encode(dict(hue=90, size=0.7, angle=-15, facing="right"))
    at = first_slot("hue")
    assert math.isclose(vector[at], 1) and abs(vector[at + 1]) < 1e-9
    assert math.isclose(vector[first_slot("size")], 1.0)
    assert math.isclose(vector[first_slot("angle")], -0.5)
    assert vector[first_slot("facing") : first_slot("facing") + 3] == [0, 0, 1]
    given = {knob.name for knob in KNOBS if vector[flag(knob.name)]}
    assert given == {"hue", "size", "angle", "facing"}


def test_what_the_table_says_decodes(stage):
    random = Random(7)
    for _ in range(200):
        values = labels(draw_scene(random, stage))
        vector = encode(values)
        for row in describe():
            if row["name"] not in values:
                assert vector[row["flag"]] == 0 and not any(vector[s] for s in row["slots"])
            elif row["kind"] in ("scalar", "angle"):
                assert math.isclose(vector[row["slots"][0]] * row["scale"] + row["offset"], values[row["name"]], abs_tol=1e-9)
            elif row["kind"] == "choice":
                assert row["choices"][[vector[s] for s in row["slots"]].index(1.0)] == values[row["name"]]
