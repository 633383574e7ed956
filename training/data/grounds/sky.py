"""What hangs above and stands far behind: strips of SVG."""

from random import Random

from .earth import WIDTH
from .palette import GRASS
from .strokes import cloud, curve, disc, oval, path, shade, star, tree

SKY_HEIGHT = 176
FAR_HEIGHT = 128  # its last row lies a little below the horizon


def sun(random: Random) -> str:
    colour = random.choice(["#f8cf62", "#f5b65a", "#fbe09a"])
    x, y, r = WIDTH / 2 + random.uniform(-95, 95), random.uniform(44, 78), random.uniform(18, 34)
    rays = "".join(f'<g transform="rotate({a} {x:.0f} {y:.0f})">{path(f"M{x:.0f} {y - r - 7:.0f} v-9", stroke=colour, width=4)}</g>' for a in range(0, 360, 30))
    return disc(x, y, r, colour) + (rays if random.random() < 0.4 else disc(x, y, r + 9, colour, 0.3))


def clouds(random: Random) -> str:
    return "".join(cloud(random, random.uniform(0, WIDTH), random.uniform(22, 110), random.uniform(50, 105), "#ffffff", random.uniform(0.7, 0.95)) for _ in range(random.randint(4, 6)))


def sun_and_clouds(random: Random) -> str:
    return sun(random) + clouds(random)


def stars(random: Random) -> str:
    dots = [disc(random.uniform(0, WIDTH), random.uniform(2, 165), random.uniform(0.9, 2), "#f9f0cf", random.uniform(0.6, 1)) for _ in range(60)]
    dots += [star(random.uniform(0, WIDTH), random.uniform(8, 150), random.uniform(4, 7), "#fbe6a2") for _ in range(9)]
    return "".join(dots)


def moon(random: Random) -> str:
    x, y, r = WIDTH / 2 + random.uniform(-95, 95), random.uniform(38, 70), random.uniform(17, 29)
    pale = random.choice(["#fbf0c8", "#f6e3a4", "#f4f1e4"])
    glow = disc(x, y, r + 10, pale, 0.18)
    if random.random() < 0.5:
        craters = disc(x - r * 0.3, y - r * 0.2, r * 0.2, shade(pale, -0.07)) + disc(x + r * 0.35, y + r * 0.3, r * 0.15, shade(pale, -0.07))
        return stars(random) + glow + disc(x, y, r, pale) + craters
    crescent = f"M{x:.0f} {y - r:.0f} A{r:.0f} {r:.0f} 0 1 0 {x + r:.0f} {y:.0f} A{r * 0.78:.0f} {r * 0.78:.0f} 0 0 1 {x:.0f} {y - r:.0f}Z"
    return stars(random) + path(crescent, pale)


def low_sun(random: Random) -> str:
    """The great disc of a sunset with bars of cloud."""
    x = WIDTH / 2 + random.uniform(-80, 80)
    y, r = random.uniform(92, 118), random.uniform(36, 52)
    bars = "".join(oval(x + random.uniform(-120, 120), y + random.uniform(-60, 30), random.uniform(40, 80), random.uniform(3, 6), random.choice(["#f7c8a6", "#e98f7a", "#fbe0b8"]), 0, 0.75) for _ in range(7))
    return disc(x, y, r + 14, "#fbd88a", 0.35) + disc(x, y, r, random.choice(["#fbd06a", "#f7a04f"])) + bars


def rain(random: Random) -> str:
    grey = "".join(cloud(random, random.uniform(0, WIDTH), random.uniform(12, 46), random.uniform(90, 140), "#9aa8b8", 0.95) for _ in range(6))
    drops = "".join(path(f"M{x:.0f} {y:.0f} l-3 10", stroke="#7d9fc0", width=2, opacity=0.8) for x, y in ((random.uniform(0, WIDTH), random.uniform(60, 172)) for _ in range(70)))
    return drops + grey


def snowfall(random: Random) -> str:
    return "".join(disc(random.uniform(0, WIDTH), random.uniform(2, 174), random.uniform(1.6, 3.6), "#ffffff", 0.95) for _ in range(80))


def rainbow(random: Random) -> str:
    x, y, r = WIDTH / 2 + random.uniform(-50, 50), 176, random.uniform(120, 150)
    bands = "".join(path(f"M{x - r + 8 * k:.0f} {y} A{r - 8 * k:.0f} {r - 8 * k:.0f} 0 0 1 {x + r - 8 * k:.0f} {y}", stroke=c, width=8.5, opacity=0.85) for k, c in enumerate(["#e2645f", "#f09a52", "#f3cf63", "#7fb56c", "#6f9fd0", "#9a80c4"]))
    return bands


def bubbles(random: Random) -> str:
    rings = "".join(f'<circle cx="{random.uniform(0, WIDTH):.0f}" cy="{random.uniform(4, 170):.0f}" r="{random.uniform(2.5, 7):.1f}" fill="#ffffff" fill-opacity=".18" stroke="#ffffff" stroke-opacity=".7" stroke-width="1.4"/>' for _ in range(22))
    light = "".join(path(f"M{x:.0f} -4 l{random.uniform(20, 40):.0f} 0 l-50 190 l-34 0Z", "#ffffff", opacity=0.09) for x in (random.uniform(0, WIDTH) for _ in range(5)))
    return light + rings


SKIES = {f.__name__: f for f in (sun, clouds, sun_and_clouds, stars, moon, low_sun, rain, snowfall, rainbow, bubbles)}


def hills(random: Random) -> str:
    colour = random.choice([*GRASS, "#a9b7a0", "#9fb0c0"])
    back = path(f"{curve(random, WIDTH, 58, 20)} V{FAR_HEIGHT + 4} H-4Z", shade(colour, 0.13, 0, -0.08))
    return back + path(f"{curve(random, WIDTH, 88, 14)} V{FAR_HEIGHT + 4} H-4Z", shade(colour, 0.06, 0, -0.05))


def trees(random: Random) -> str:
    colour = random.choice(["#5f8f5a", "#4f7f68", "#7f9a55", "#c98a4a"])
    standing = sorted((random.uniform(72, 116), random.uniform(0, WIDTH)) for _ in range(15))
    return "".join(tree(random, x, FAR_HEIGHT, h, shade(colour, random.uniform(-0.03, 0.07))) for h, x in reversed(standing))


def mountains(random: Random) -> str:
    colour = random.choice(["#8f9fb5", "#a39ab0", "#7f9a9a"])
    peaks = []
    for x in range(-20, WIDTH + 40, 88):
        x += random.uniform(-16, 16)
        h, w = random.uniform(60, 108), random.uniform(70, 100)
        top = FAR_HEIGHT - h
        peaks.append(path(f"M{x - w:.0f} {FAR_HEIGHT + 4} L{x:.0f} {top:.0f} L{x + w:.0f} {FAR_HEIGHT + 4}Z", shade(colour, random.uniform(-0.03, 0.05))))
        k = 0.28
        peaks.append(path(f"M{x - w * k:.0f} {top + h * k:.0f} L{x:.0f} {top:.0f} L{x + w * k:.0f} {top + h * k:.0f} l{-w * 0.14:.0f} -6 l{-w * 0.14:.0f} 7 l{-w * 0.14:.0f} -7Z", "#f6f4f0"))
    return "".join(peaks)


def village(random: Random) -> str:
    parts = [path(f"{curve(random, WIDTH, 104, 6)} V{FAR_HEIGHT + 4} H-4Z", random.choice(GRASS))]
    for x in range(10, WIDTH, 46):
        if random.random() < 0.3:
            parts.append(tree(random, x, 112, random.uniform(40, 60), random.choice(GRASS)))
            continue
        w, h = random.uniform(20, 30), random.uniform(22, 42)
        wall, roof = random.choice(["#f1e3c8", "#e8cfc0", "#dfe3dc", "#f0d9a8"]), random.choice(["#c9675a", "#8f6f9a", "#a8734b", "#5f87a8"])
        parts.append(path(f"M{x} {112 - h:.0f} h{w:.0f} v{h:.0f} h{-w:.0f}Z", wall) + path(f"M{x - 4} {112 - h:.0f} h{w + 8:.0f} l{-w / 2 - 4:.0f} {-w * 0.6:.0f}Z", roof))
        parts.append(path(f"M{x + w * 0.3:.0f} {114 - h:.0f} m0 6 h6 v7 h-6Z", "#7fa3b8") + path(f"M{x + w * 0.6:.0f} 112 v-11 h6 v11Z", shade(wall, -0.3)))
    return "".join(parts)


FARS = {f.__name__: f for f in (hills, trees, mountains, village)}
