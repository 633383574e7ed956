"""Grounds to stand on: strips of SVG whose FOOT row is where feet go."""

from random import Random

from .palette import GRASS, MEADOW, PETALS, WATER, WOOD
from .strokes import curve, disc, flower, leaf, oval, path, ripple, shade, star, tuft

WIDTH, HEIGHT, FOOT = 448, 256, 46


def hill(random: Random, colour: str, top: float = 28, bulge: float = 6) -> str:
    """A filled rise with a lighter rim and two soft darker folds."""
    line = curve(random, WIDTH, top, bulge)
    body = path(f"{line} V{HEIGHT + 4} H-4Z", colour)
    rim = path(line, stroke=shade(colour, 0.05), width=3, opacity=0.8)
    folds = "".join(
        path(f"{curve(random, WIDTH, top + down, bulge * 1.5)} V{HEIGHT + 4} H-4Z", shade(colour, -0.035), opacity=0.7)
        for down in (62, 128)
    )
    return body + rim + folds


def spots(random: Random, number: int, low: float = 40, high: float = 235):
    """Places on the ground, the far ones first."""
    return sorted(((random.uniform(4, WIDTH - 4), random.uniform(low, high)) for _ in range(number)), key=lambda p: p[1])


def meadow(random: Random) -> str:
    colour = random.choice(MEADOW)
    blade = shade(colour, -0.09)
    marks = [tuft(random, x, y, blade, 7 + y / 22) for x, y in spots(random, 46)]
    return hill(random, colour) + "".join(marks)


def garden(random: Random) -> str:
    colour = random.choice(GRASS)
    stem = shade(colour, -0.16)
    kinds = random.sample(PETALS, 3)
    marks = []
    for x, y in spots(random, 44, 34):
        if random.random() < 0.55:
            marks.append(flower(random, x, y, random.choice(kinds), stem, 13 + y / 9, 3.2 + y / 70))
        else:
            marks.append(tuft(random, x, y, shade(colour, -0.08), 8 + y / 20))
    return hill(random, colour) + "".join(marks)


def snow(random: Random) -> str:
    colour = random.choice(["#eef3f6", "#e6eef4", "#f4f4f2"])
    cold = shade(colour, -0.09, 0, 0.05)
    marks = [path(f"M{x:.0f} {y:.0f} q9 -5 20 0", stroke=cold, width=2.2) for x, y in spots(random, 18)]
    marks += [disc(x, y, random.uniform(1, 2.2), "#ffffff") for x, y in spots(random, 30)]
    return hill(random, colour, 26, 9) + "".join(marks)


def beach(random: Random) -> str:
    sand = random.choice(["#eed6a4", "#e8c993", "#f1ddb4"])
    sea = random.choice(WATER)
    water = path(f"M-4 6 H{WIDTH + 4} V60 H-4Z", sea)
    waves = "".join(ripple(random, random.uniform(0, WIDTH), random.uniform(10, 22), shade(sea, 0.12), random.uniform(12, 30)) for _ in range(14))
    line = curve(random, WIDTH, 31, 3)
    foam = path(line, stroke="#ffffff", width=4, opacity=0.85)
    shore = path(f"{line} V{HEIGHT + 4} H-4Z", sand)
    marks = []
    for x, y in spots(random, 34, 44):
        if random.random() < 0.14:
            marks.append(star(x, y, 5, random.choice(["#e88a6a", "#f0b36a", "#f7ede0"])))
        elif random.random() < 0.3:
            marks.append(oval(x, y, 4.5, 3, random.choice(["#f8efe2", "#d9b58a", "#eab7a4"]), random.uniform(0, 90)))
        else:
            marks.append(disc(x, y, 1.3, shade(sand, -0.1)))
    return water + waves + shore + foam + "".join(marks)


def forest(random: Random) -> str:
    colour = random.choice(["#4f7f58", "#5c7d4a", "#6d7f4c", "#41705f"])
    marks = []
    for x, y in spots(random, 44):
        choice = random.random()
        if choice < 0.12:
            cap = random.choice(["#d8574d", "#c98245", "#efe3cf"])
            marks.append(path(f"M{x:.0f} {y:.0f} v-8", stroke="#f2e7d3", width=4) + path(f"M{x - 7:.0f} {y - 7:.0f} q7 -11 14 0Z", cap))
        elif choice < 0.4:
            marks.append(leaf(x, y, 9, random.uniform(-120, 120), random.choice(["#c98742", "#b5672e", "#8fa350"])))
        else:
            marks.append(tuft(random, x, y, shade(colour, -0.07), 8 + y / 18))
    return hill(random, colour) + "".join(marks)


def road(random: Random) -> str:
    verge = random.choice(GRASS)
    tar = random.choice(["#8b8d92", "#7a7f8a", "#9a948c"])
    lane = path(f"M-4 34 H{WIDTH + 4} V86 H-4Z", tar)
    dashes = path(f"M-10 62 H{WIDTH}", stroke="#f3ead4", width=4).replace("/>", ' stroke-dasharray="26 22"/>')
    kerb = path(f"M-4 34 H{WIDTH + 4}", stroke=shade(tar, 0.12), width=3)
    marks = "".join(tuft(random, x, y, shade(verge, -0.08)) for x, y in spots(random, 26, 98))
    return hill(random, verge, 24, 3) + lane + kerb + dashes + marks


def table(random: Random) -> str:
    wood = random.choice(["#b98558", "#a8734b", "#c79a6a", "#8d6245"])
    top = path(f"M-4 22 H{WIDTH + 4} V{HEIGHT + 4} H-4Z", wood)
    edge = path(f"M-4 22 H{WIDTH + 4}", stroke=shade(wood, 0.08), width=4)
    if random.random() < 0.5:
        grain = "".join(path(f"M{x:.0f} {y:.0f} q40 {random.uniform(-4, 4):.0f} {random.uniform(60, 150):.0f} 0", stroke=shade(wood, -0.06), width=2, opacity=0.7) for x, y in spots(random, 22, 32))
        return top + edge + grain
    cloth, check = random.choice([("#f6efe2", "#d9707a"), ("#f4f1e6", "#7fa3cf"), ("#f3e6c4", "#87ab74"), ("#f7efe6", "#e2a85c")])
    sheet = path(f"M-4 22 H{WIDTH + 4} V{HEIGHT + 4} H-4Z", cloth)
    lines = "".join(path(f"M{x} 22 L{x + (x - WIDTH / 2) * 0.9:.0f} {HEIGHT}", stroke=check, width=9, opacity=0.4) for x in range(-40, WIDTH + 60, 34))
    rows = "".join(path(f"M-4 {y} H{WIDTH + 4}", stroke=check, width=5 + y / 26, opacity=0.4) for y in (36, 58, 88, 128, 180, 240))
    return sheet + lines + rows


def room(random: Random) -> str:
    floor = random.choice(["#c79a6a", "#b7a18a", "#a9805e", "#9fae9a", "#c7a6a0"])
    base = path(f"M-4 18 H{WIDTH + 4} V{HEIGHT + 4} H-4Z", floor)
    skirting = path(f"M-4 15 H{WIDTH + 4}", stroke="#f6efe2", width=8)
    if random.random() < 0.5:
        rug = random.choice(["#d9707a", "#6f93c0", "#e0ad55", "#7fa677", "#a585bd"])
        mat = oval(WIDTH / 2, 62, 165, 30, rug) + oval(WIDTH / 2, 61, 142, 23, shade(rug, 0.08)) + oval(WIDTH / 2, 61, 118, 17, rug)
        return base + skirting + mat
    planks = "".join(path(f"M{x} 19 L{x + (x - WIDTH / 2) * 1.3:.0f} {HEIGHT}", stroke=shade(floor, -0.07), width=1.8) for x in range(-60, WIDTH + 80, 40))
    return base + skirting + planks


def seabed(random: Random) -> str:
    sand = random.choice(["#dcc9a0", "#c9bd9f", "#b7b59e"])
    marks = []
    for x, y in spots(random, 20, 30, 150):
        weed = random.choice(["#4d8f74", "#6aa35e", "#c9675f", "#3f7f80"])
        if random.random() < 0.45:
            tall = random.uniform(26, 60)
            marks.append("".join(path(f"M{x + dx:.0f} {y:.0f} q{random.choice([-9, 9])} {-tall * 0.4:.0f} 0 {-tall * 0.6:.0f} t0 {-tall * 0.4:.0f}", stroke=weed, width=4) for dx in (-5, 3)))
        else:
            marks.append(oval(x, y, random.uniform(5, 12), random.uniform(3, 6), random.choice(["#9aa3a0", "#b7a78f", "#e4a58c"])))
    return hill(random, sand, 28, 7) + "".join(marks)


def water(random: Random) -> str:
    sea = random.choice(WATER)
    line = curve(random, WIDTH, 10, 1.5)
    body = path(f"{line} V{HEIGHT + 4} H-4Z", sea)
    deep = path(f"{curve(random, WIDTH, 96, 5)} V{HEIGHT + 4} H-4Z", shade(sea, -0.04), opacity=0.8)
    marks = "".join(ripple(random, x, y, shade(sea, 0.12), 12 + y / 8) for x, y in spots(random, 26, 18))
    return body + deep + marks


GROUNDS = {f.__name__: f for f in (meadow, garden, snow, beach, forest, road, table, room, seabed, water)}


def branch(random: Random) -> str:
    """A bough to perch on: its top lies on FOOT at the middle, where no leaves grow."""
    wood = random.choice(WOOD)
    tilt = random.uniform(-14, 14)
    thick = random.uniform(8, 12)
    y = FOOT + thick / 2 - 1
    line = f"M-6 {y + tilt:.1f} Q{WIDTH / 2} {y - 3:.1f} {WIDTH + 6} {y - tilt:.1f}"
    bough = path(line, stroke=wood, width=thick) + path(line, stroke=shade(wood, 0.06), width=thick * 0.3, opacity=0.7)
    green = random.choice([*GRASS, "#cf9a45", "#d9785a", "#e3b04c"])
    blossom = random.choice(["#f0b7c6", "#f8f0e4"]) if random.random() < 0.25 else None
    marks = []
    for _ in range(random.randint(9, 20)):
        x = random.uniform(6, WIDTH - 6)
        if abs(x - WIDTH / 2) < 46:
            continue
        at = y + tilt * (1 - 2 * x / WIDTH)
        up = random.choice([0, 0, 180])
        if blossom and random.random() < 0.6:
            marks.append("".join(disc(x + dx, at - 7 + dy, 3.6, blossom) for dx, dy in ((0, -4), (4, 0), (-4, 0), (2, 4), (-2, 4))) + disc(x, at - 7, 2, "#f2c24e"))
        else:
            marks.append(leaf(x, at, random.uniform(17, 27), random.uniform(-62, 62) + up, shade(green, random.uniform(-0.05, 0.05))))
    return "".join(marks[::2]) + bough + "".join(marks[1::2])


def nest_front(random: Random) -> str:
    """The front wall of a nest around the middle; birds sit behind it. FOOT is its floor."""
    straw = random.choice(["#a87d4f", "#94704a", "#b58f5e"])
    cx, top = WIDTH / 2, FOOT - 16
    bowl = path(f"M{cx - 62} {top} Q{cx - 54} {FOOT + 22} {cx} {FOOT + 24} Q{cx + 54} {FOOT + 22} {cx + 62} {top} Q{cx} {top + 15} {cx - 62} {top}Z", straw)
    straws = []
    for _ in range(46):
        x = random.uniform(-56, 56)
        y = random.uniform(top + 6, FOOT + 18) - abs(x) * 0.16
        straws.append(path(f"M{cx + x:.0f} {y:.0f} q{random.uniform(8, 16):.0f} {random.uniform(-7, 7):.0f} {random.uniform(14, 26):.0f} {random.uniform(-5, 5):.0f}", stroke=shade(straw, random.uniform(-0.12, 0.14)), width=2.1))
    return bowl + "".join(straws)


def water_front(random: Random) -> str:
    """The water before a swimmer: clear at the top edge, which lies on FOOT."""
    sea = random.choice(WATER)
    line = curve(random, WIDTH, FOOT, 1.5)
    body = path(f"{line} V{HEIGHT + 4} H-4Z", sea, opacity=0.86)
    rim = path(line, stroke=shade(sea, 0.16), width=2.4, opacity=0.9)
    marks = "".join(ripple(random, x, y, shade(sea, 0.13), 12 + y / 8) for x, y in spots(random, 18, FOOT + 8))
    return body + rim + marks


def grass_front(random: Random) -> str:
    """A few tall blades before the feet."""
    colour = random.choice(GRASS)
    return "".join(tuft(random, random.uniform(0, WIDTH), FOOT + random.uniform(3, 9), shade(colour, -0.04), 16) for _ in range(16))


FRONTS = {"nest": nest_front, "water": water_front, "grass": grass_front}
