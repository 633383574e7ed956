"""Placing actors on the page and scenery around them."""

import math
from random import Random

from data.grounds.palette import BACKGROUNDS

from .draw import Actor, Scene, Stage, cast, choose_background, choose_subject, pick_strip, rgb
from .world import FLOATING, HOMES, INDOORS, PLACES, SIZES, TIMES

GROUNDED_Y = (0.56, 0.93)  # where feet may stand, share of the picture from the top


def weighted(random: Random, table: dict):
    """A key drawn by its weight."""
    return random.choices(list(table), list(table.values()))[0]


def extent(actor: Actor) -> tuple[float, float]:
    """Half width and half height of the turned subject's box, shares of the picture."""
    scale = actor.size / actor.record["height"]
    w, h, a = actor.record["width"] * scale / 2, actor.size / 2, math.radians(abs(actor.angle))
    return w * math.cos(a) + h * math.sin(a), w * math.sin(a) + h * math.cos(a)


def draw_size(random: Random, actor: Actor, low: float = 0.2, high: float = 0.86) -> None:
    """An even size; wide subjects are limited by the picture's width. Sets the size word."""
    aspect = actor.record["width"] / actor.record["height"]
    actor.size = random.uniform(low, min(high, 0.94 / max(aspect, 1)))
    # words speak of the larger side, so that a long train can be big too
    side = actor.size * max(1, 0.8 * aspect)
    actor.size_word = next((w for w, (a, b) in SIZES.items() if a <= side < b), "huge" if side >= 0.74 else "tiny")


def draw_angle(random: Random, actor: Actor, place: str) -> None:
    """Mostly upright on the ground; any tilt in the air."""
    limit = 45 if place in FLOATING else 14 if actor.record["source"] == "painter" else 25
    actor.angle = random.uniform(-limit, limit) if random.random() < 0.6 else random.uniform(-5, 5)


def foot_offset(actor: Actor) -> tuple[float, float]:
    """From the centre to where the subject stands: to the right and down, shares of the picture."""
    scale = actor.size / actor.record["height"]
    fx, fy = actor.record["foot"][0] - 0.5, actor.record["foot"][1] - 0.5
    fx = (-fx if actor.flip else fx) * scale
    fy *= scale
    a = math.radians(actor.angle)
    return fx * math.cos(a) + fy * math.sin(a), -fx * math.sin(a) + fy * math.cos(a)


def keep_inside(value: float, half: float, slack: float = 0.02) -> float:
    """Clamp a centre so that at most `slack` of the box leaves the page."""
    low, high = half - slack, 1 - half + slack
    return 0.5 if low > high else min(max(value, low), high)


def draw_position(random: Random, actor: Actor, place: str, x: float | None = None, foot: float | None = None) -> None:
    """Even positions over all the page that holds the subject. foot: a shared ground line."""
    half_w, half_h = extent(actor)
    even = random.random() < 0.65
    actor.x = keep_inside(x if x is not None else random.uniform(0, 1) if even else random.gauss(0.5, 0.06), half_w)
    if place in FLOATING:
        actor.y = keep_inside(random.uniform(0, 1) if even else random.gauss(0.52, 0.05), half_h)
    else:
        down = foot_offset(actor)[1]
        foot = foot if foot is not None else random.uniform(*GROUNDED_Y) if even else random.gauss(0.78, 0.04)
        actor.y = keep_inside(foot - down, half_h)


def draw_paper(random: Random, word: str, place: str, time: str) -> tuple:
    """Paper colours at the top and bottom of the page."""
    base = [min(max(c + random.gauss(0, 0.012), 0), 1) for c in rgb(BACKGROUNDS[word])]
    fade = {"night": 0.10, "sunset": 0.14}.get(time, 0.07 if place in ("sky", "sea", "water") else 0.03)
    fade *= random.uniform(0.3, 1)
    sign = -1 if place == "sea" else 1
    return tuple(base), tuple(min(max(c + sign * fade * (1 - c if sign > 0 else c), 0), 1) for c in base)


def set_scenery(random: Random, stage: Stage, scene: Scene) -> None:
    """Choose the strips: sky, far hills, ground, branch, what stands in front."""
    rules, main = PLACES[scene.place], scene.actors[0]
    offsets = [foot_offset(a) for a in scene.actors]
    foot = max(a.y + dy for a, (_, dy) in zip(scene.actors, offsets, strict=True)) * 256
    layers = scene.layers
    sky = random.choice(TIMES[scene.time].get("sky") or rules["sky"])
    if sky == "snowfall" and scene.time == "night":
        sky = "stars"
    if sky:
        layers["sky"] = pick_strip(random, stage, "sky", sky, random.uniform(-14, 8))
    if rules.get("ground"):
        if scene.place == "sea":
            foot = random.uniform(200, 232)
        if scene.place == "water":
            foot = min(foot - 14, 226)
            horizon = foot - random.uniform(10, 34)
            layers["front"] = pick_strip(random, stage, "front", "water", foot - 4)
            layers["ground"] = pick_strip(random, stage, "ground", "water", horizon)
        else:
            horizon = foot - 18
            layers["ground"] = pick_strip(random, stage, "ground", rules["ground"], foot - random.uniform(0, 8))
        far = random.choice(rules["far"])
        if far and horizon > 70:
            layers["far"] = pick_strip(random, stage, "far", far, horizon + 12)
        if rules["ground"] in ("meadow", "garden", "forest") and random.random() < 0.4:
            layers["front"] = pick_strip(random, stage, "front", "grass", foot)
    if rules.get("branch"):
        perch = (main.x + offsets[0][0]) * 256
        left = 224 - perch
        layers["branch"] = pick_strip(random, stage, "branch", "branch", foot - 2 + (8 if scene.place == "nest" else 0), left)
        if scene.place == "nest":
            layers["front"] = pick_strip(random, stage, "front", "nest", foot - 4, left)


def place_many(random: Random, actors: list[Actor], place: str) -> None:
    """Two or three subjects side by side, left to right in the order given."""
    count = len(actors)
    foot = random.uniform(0.68, 0.88)
    centres = {2: (0.27, 0.73), 3: (0.18, 0.5, 0.82)}[count]
    widest = {2: 0.45, 3: 0.32}[count]
    for actor, centre in zip(actors, centres, strict=True):
        aspect = max(actor.record["width"] / actor.record["height"], 0.35)
        draw_size(random, actor, 0.2, min({2: 0.52, 3: 0.42}[count], widest / aspect))
        draw_angle(random, actor, place)
        actor.angle *= 0.5
        draw_position(random, actor, place, centre + random.uniform(-0.03, 0.03), foot + random.uniform(-0.02, 0.02))
        if place in FLOATING:
            actor.y = 0.5 + random.uniform(-0.16, 0.16)


def draw_scene(random: Random, stage: Stage, count: int | None = None) -> Scene:
    """One scene that may be trained on. Tries again where colours clash or a combination is held out."""
    while True:
        number = count or random.choices((1, 2, 3), (0.76, 0.18, 0.06))[0]
        first = cast(random, stage, choose_subject(random, stage))
        actors = [first]
        if number > 1:
            same = random.random() < (0.35 if number == 2 else 0.6)
            for _ in range(number - 1):
                actors.append(repeat(random, first) if same else cast(random, stage, choose_subject(random, stage)))
        homes = [HOMES[stage.home(a.record)] for a in actors]
        common = {p: w for p, w in homes[0].items() if all(p in h for h in homes) and not (number > 1 and p in ("branch", "nest"))}
        if not common:
            common = {"plain": 1, "meadow": 1}
        place = weighted(random, common)
        time = "day" if place in INDOORS else weighted(random, {t: row["chance"] for t, row in TIMES.items()})
        background = choose_background(random, actors, place, time)
        if background is None:
            continue
        scene = Scene(actors, background, draw_paper(random, background, place, time), place, time)
        if number > 1:
            place_many(random, actors, place)
        else:
            draw_size(random, first)
            draw_angle(random, first, place)
            draw_position(random, first, place)
        set_scenery(random, stage, scene)
        scene.brightness = random.uniform(-1, 1) * 0.8 if random.random() < 0.35 else random.gauss(0, 0.08)
        scene.wobble = random.uniform(0.8, 1.9)
        return scene


def repeat(random: Random, actor: Actor) -> Actor:
    """The same drawing once more, perhaps looking the other way."""
    twin = Actor(**vars(actor))
    if random.random() < 0.5 and twin.facing in ("left", "right"):
        twin.flip, twin.facing = not twin.flip, "right" if twin.facing == "left" else "left"
    return twin
