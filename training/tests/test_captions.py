"""Captions say nothing that is not in the scene."""

import re
from random import Random

import pytest
from data.colours import WORDS
from data.grounds.palette import BACKGROUNDS
from scenes.captions import caption
from scenes.nouns import article, plural
from scenes.place import draw_scene
from scenes.world import PLACES, SIZE_WORDS, SKY_WORDS, TIMES


@pytest.fixture(scope="module")
def told(stage, hypernyms):
    random = Random(3)
    scenes = [draw_scene(random, stage) for _ in range(1500)]
    return [(scene, *caption(random, scene, hypernyms)) for scene in scenes]


def test_colour_words(told):
    for scene, _, phrases in told:
        for actor, phrase in zip(scene.actors, phrases, strict=True):
            said = [w for w in WORDS if re.search(rf"\b{w}\b", phrase.replace(actor.subject, ""))]
            assert set(said) <= {actor.colour}, phrase


def test_repainted_subjects_are_nearly_always_told(told):
    painted = [(a, p) for s, _, ps in told for a, p in zip(s.actors, ps, strict=True) if a.recoloured]
    assert sum(a.colour in p.split() for a, p in painted) / len(painted) > 0.9


def test_size_words_hold_for_every_subject_named(told):
    for scene, text, phrases in told:
        for actor, phrase in zip(scene.actors, phrases, strict=True):
            for size, words in SIZE_WORDS.items():
                for word in words:
                    if phrase.startswith((f"a {word} ", f"an {word} ", f"{word} ")) and not (size == "big" and "very" in phrase):
                        assert actor.size_word == size, (text, actor.size)


def test_left_and_right(told):
    seen = 0
    for scene, text, phrases in told:
        if len(scene.actors) != 2:
            continue
        if found := re.match(r"(.+) to the left of (.+?)(?: in | on | at |,|$)", text):
            seen += 1
            left = phrases.index(next(p for p in sorted(phrases, key=len, reverse=True) if found[1].endswith(p)))
            assert scene.actors[left].x < scene.actors[1 - left].x
    assert seen > 10


def test_numbers(told):
    for scene, text, _ in told:
        for word, number in (("two", 2), ("three", 3)):
            if re.match(rf"(a (picture|painting|drawing) of )?{word} ", text):
                assert len(scene.actors) == number


def test_background_time_and_sky(told):
    for scene, text, _ in told:
        if found := re.match(r".*(?:, | on a )([a-z ]+?) background$", text):
            assert found[1] in BACKGROUNDS and found[1] == scene.background
        for time, row in TIMES.items():
            assert not any(text.find(f" {w}") >= 0 for w in row["words"]) or scene.time == time or "sunset" in scene.layers.get("sky", ("", ""))[1]
        for sky, words in SKY_WORDS.items():
            if any(f" {w}" in text for w in words) and scene.time == "day":
                assert any(w in text for w in SKY_WORDS[scene.layers["sky"][1]]), (sky, text)


def test_places(told):
    for scene, text, phrases in told:
        rest = text
        for phrase in phrases:
            rest = rest.replace(phrase, "")
        for words in ("in the snow", "under the sea", "on the road", "on a branch", "in a nest"):
            assert words not in rest or words in PLACES[scene.place]["words"]


def test_grammar():
    assert article("orange fox", "fox") == "an orange fox" and article("unicorn", "unicorn") == "a unicorn"
    assert article("grapes", "grapes") == "grapes"
    assert [plural(n) for n in ("fox", "cherry", "sheep", "goldfish", "wolf", "cup with straw")] == ["foxes", "cherries", "sheep", "goldfish", "wolves", "cups with straw"]
