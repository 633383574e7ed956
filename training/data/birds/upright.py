"""Birds that look at us or stand upright: owls, penguins; and chicks, round as balls."""

from random import Random

from .head import beak, eye
from .shapes import Ink, ellipse, feather, fill, line, smooth, turn
from .species import Species
from .wings import fan, spread


def owl(bird: Species, pose: str, random: Random, ink: Ink) -> str:
    """An owl from the front."""
    marks = bird.colours
    wide, tall = random.uniform(0.72, 0.82), random.uniform(1.02, 1.14)
    lift = random.uniform(18, 48)
    parts = []
    if pose == "fly":
        parts += [spread(bird, ink, (-0.45, -0.2), 1.55, lift, -0.02)]
        parts += [f'<g transform="scale(-1 1)">{spread(bird, ink, (-0.45, -0.2), 1.55, lift, -0.02)}</g>']
    parts.append(fan(ink, (0, tall * 0.6), 0.62, 5, 270, 40))
    if pose in ("perch", "stand", "fly"):
        for x in (-0.24, 0.24):
            parts += [feather((x + dx, tall * 0.92), 0.22, 0.12, 270 + dx * 150, ink("legs")) for dx in (-0.09, 0, 0.09)]
    body = [(0, -tall * 0.75), (wide * 0.72, -tall * 0.5), (wide, 0.1), (wide * 0.72, tall * 0.82), (0, tall), (-wide * 0.72, tall * 0.82), (-wide, 0.1), (-wide * 0.72, -tall * 0.5)]
    parts.append(fill(smooth(body), ink("body")))
    parts.append(ellipse((0, 0.42), wide * 0.66, tall * 0.55, ink("belly")))
    for row in range(4):
        for k in range(-2, 3):
            x, y = k * 0.2 + 0.1 * (row % 2) - 0.05, 0.14 + 0.2 * row
            if abs(x) < wide * 0.52 * (1 - 0.12 * row):
                parts.append(line(f"M{x - 0.05:.3f} {y:.3f} q.05 .07 .10 0", ink("spots"), 0.035))
    if pose != "fly":
        for side in (-1, 1):
            outline = [(side * wide * 0.86, -0.28), (side * wide * 1.1, 0.2), (side * wide * 0.86, tall * 0.86), (side * wide * 0.58, tall * 0.5), (side * wide * 0.62, 0.0)]
            parts.append(fill(smooth(outline), ink("wing")))
            parts += [line(f"M{side * wide * 0.74:.3f} {0.05 + 0.2 * k:.3f} q{side * 0.07:.3f} .08 {side * 0.16:.3f} .02", ink("tip"), 0.04) for k in range(4)]
    at, r = (0, -tall * 0.62), random.uniform(0.66, 0.74)
    if "tufts" in marks:
        for side in (-1, 1):
            parts.append(fill(smooth([(side * r * 0.25, at[1] - r * 0.55), (side * r * 0.92, at[1] - r * 1.22), (side * r * 0.98, at[1] - r * 0.2)]), ink("tufts")))
    parts.append(ellipse(at, r * 1.1, r * 0.94, ink("head")))
    for side in (-1, 1):
        parts.append(ellipse((side * r * 0.42, at[1] + 0.02), r * 0.56, r * 0.62, ink("disc"), side * 12))
    for side in (-1, 1):
        centre, big = (side * r * 0.42, at[1] - 0.02), r * 0.30
        dark = bird.name == "barn owl"
        parts.append(ellipse(centre, big, big, ink("iris")))
        parts.append(ellipse(centre, big * (0.95 if dark else 0.62), big * (0.95 if dark else 0.62), ink("#1d1a1f")))
        parts.append(ellipse((centre[0] + big * 0.2, centre[1] - big * 0.25), big * 0.2, big * 0.2, ink("#ffffff")))
    parts.append(fill(smooth([(-0.10, at[1] + r * 0.16), (0.10, at[1] + r * 0.16), (0.03, at[1] + r * 0.52), (-0.03, at[1] + r * 0.52)]), ink("beak")))
    return "".join(parts)


def penguin(bird: Species, pose: str, random: Random, ink: Ink) -> str:
    """A penguin, body towards us, head to the right."""
    wide, tall = random.uniform(0.6, 0.7), random.uniform(1.05, 1.2)
    r = bird.head * random.uniform(0.95, 1.05)
    flap = random.choice((8, 22, 60)) + random.uniform(-6, 6)
    at = (0.06, -tall * 0.82)
    parts = []
    for side in (-1, 1):
        parts.append(fill(smooth([(side * 0.08, tall * 0.9), (side * 0.46, tall * 0.93), (side * 0.52, tall * 1.03), (side * 0.2, tall * 1.04)]), ink("legs")))
    for side in (-1, 1):
        root = (side * wide * 0.72, -tall * 0.34)
        parts.append(feather(root, tall * 0.85, 0.28, 270 + side * flap, ink("wing", -0.02)))
    body = [(0, -tall * 0.95), (wide * 0.62, -tall * 0.62), (wide, 0.16), (wide * 0.74, tall * 0.82), (0, tall), (-wide * 0.74, tall * 0.82), (-wide, 0.16), (-wide * 0.62, -tall * 0.62)]
    parts.append(fill(smooth(body), ink("body")))
    front = [(0.06, -tall * 0.55), (wide * 0.62, -tall * 0.2), (wide * 0.74, 0.3), (wide * 0.5, tall * 0.86), (0.02, tall * 0.95), (-wide * 0.5, tall * 0.86), (-wide * 0.68, 0.3), (-wide * 0.42, -tall * 0.2)]
    parts.append(fill(smooth(front), ink("belly")))
    parts.append(beak(bird, ink, at, r * 0.9))
    parts.append(ellipse(at, r, r * 0.98, ink("head")))
    parts.append(ellipse((at[0] + r * 0.16, at[1] + r * 0.34), r * 0.62, r * 0.52, ink("patch")))
    parts.append(ellipse((at[0] + r * 0.12, at[1] - r * 0.62), r * 0.66, r * 0.5, ink("head")))
    parts.append(ellipse((at[0] - r * 0.36, at[1] + r * 0.3), r * 0.42, r * 0.5, ink("head")))
    parts.append(eye(ink, (at[0] + r * 0.4, at[1] - r * 0.06), r, "#efe6d6"))
    if not ink.mask:
        parts.append(fill(smooth([(wide * 0.7, tall * 0.5), (0, tall * 0.8), (-wide * 0.7, tall * 0.5), (-wide * 0.6, tall * 0.95), (0, tall), (wide * 0.6, tall * 0.95)]), "#4a3550", 0.1))
    return "".join(parts)


def chick(bird: Species, pose: str, random: Random, ink: Ink) -> str:
    """A baby bird in profile: two balls."""
    rx, ry = random.uniform(0.78, 0.86), bird.depth * random.uniform(0.92, 1.04)
    r = bird.head * random.uniform(0.95, 1.05)
    at = (rx * random.uniform(0.38, 0.55), -ry * 0.72 - r * 0.38)
    legs = bird.legs * random.uniform(0.9, 1.1)
    parts = []
    if pose == "stand":
        for x in (-0.14, 0.16):
            y = ry * 0.9 + legs
            parts.append(line(f"M{x} {ry * 0.7:.3f} L{x} {y:.3f} M{x - 0.1} {y + 0.04:.3f} L{x} {y:.3f} L{x + 0.2} {y + 0.04:.3f}", ink("legs"), 0.075))
    parts.append(fan(ink, (-rx * 0.8, -ry * 0.1), 0.36, 3, 152, 40))
    parts.append(beak(bird, ink, at, r))
    parts.append(ellipse((0, 0), rx, ry, ink("body")) + ellipse(at, r, r * 0.97, ink("head")))
    parts.append(ellipse((rx * 0.25, ry * 0.42), rx * 0.62, ry * 0.5, ink("belly"), 0, 0.9))
    if "cap" in bird.colours:
        parts.append(fill(smooth([(at[0] + r * 0.55, at[1] - r * 0.74), (at[0] - r * 0.2, at[1] - r * 0.45), (at[0] - r * 0.9, at[1] + r * 0.1), (at[0] - r * 0.78, at[1] - r * 0.55), (at[0], at[1] - r * 0.98)]), ink("cap")))
    tuft = [turn((at[0] + r * 1.25, at[1]), 90 + a, at) for a in (-10, 6, 22)]
    parts += [line(f"M{at[0]:.3f} {at[1] - r * 0.8:.3f} L{x:.3f} {y:.3f}", ink("head", -0.04), 0.06) for x, y in tuft]
    wing = [(rx * 0.22, -ry * 0.1), (rx * 0.1, ry * 0.36), (-rx * 0.42, ry * 0.42), (-rx * 0.66, ry * 0.1), (-rx * 0.25, -ry * 0.22)]
    parts.append(fill(smooth([turn(p, random.uniform(-8, 14)) for p in wing]), ink("wing")))
    parts.append(eye(ink, (at[0] + r * 0.38, at[1] - r * 0.1), r, "head", 1.1))
    if not ink.mask:
        parts.append(ellipse((at[0] + r * 0.12, at[1] + r * 0.3), r * 0.2, r * 0.13, "#ea8a6a", 0, 0.55))
    return "".join(parts)
