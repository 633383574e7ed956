"""Heads: beak, eye and the marks around them. `at` is the head's centre, r its radius."""

from .shapes import Ink, Point, ellipse, fill, line, smooth, turn
from .species import Species


def move(points: list[Point], at: Point, degrees: float = 0) -> list[Point]:
    """Points of the head's own frame in the bird's frame."""
    return [turn((at[0] + x, at[1] + y), degrees, at) for x, y in points]


def beak(bird: Species, ink: Ink, at: Point, r: float, degrees: float = 0, role: str = "beak") -> str:
    """The beak; its root lies under the head's edge."""
    kind, length = bird.beak
    b = r * 0.78
    low = ink(role, -0.08)

    def shape(points, colour):
        return fill(smooth(move(points, at, degrees)), colour)

    if kind == "cone":
        return shape([(b, r * 0.05), (b + length, r * 0.14), (b + length * 0.5, r * 0.30), (b, r * 0.44)], low) + shape([(b, -r * 0.30), (b + length * 0.55, -r * 0.12), (b + length * 1.02, r * 0.13), (b, r * 0.14)], ink(role))
    if kind == "thin":
        return shape([(b, -r * 0.14), (b + length * 0.6, -r * 0.02), (b + length, r * 0.20), (b + length * 0.55, r * 0.18), (b, r * 0.28)], ink(role)) + line(smooth(move([(b, r * 0.08), (b + length * 0.8, r * 0.13)], at, degrees), closed=False), low, r * 0.05)
    if kind == "flat":
        return shape([(b, -r * 0.30), (b + length * 0.5, -r * 0.02), (b + length, r * 0.06), (b + length * 1.02, r * 0.26), (b + length * 0.5, r * 0.38), (b, r * 0.45)], ink(role)) + line(smooth(move([(b, r * 0.20), (b + length * 0.5, r * 0.26), (b + length * 0.9, r * 0.20)], at, degrees), closed=False), low, r * 0.08)
    if kind == "hook":
        lower = shape([(b - r * 0.05, r * 0.10), (b + length * 0.45, r * 0.26), (b + length * 0.30, r * 0.62), (b - r * 0.1, r * 0.52)], ink(role, -0.14))
        return lower + shape([(b - r * 0.12, -r * 0.44), (b + length * 0.62, -r * 0.38), (b + length * 0.98, r * 0.12), (b + length * 0.80, r * 0.72), (b + length * 0.56, r * 0.26), (b - r * 0.08, r * 0.24)], ink(role))
    if kind == "big":
        upper = [(b - r * 0.2, -r * 0.52), (b + length * 0.45, -r * 0.62), (b + length * 0.9, -r * 0.2), (b + length, r * 0.50), (b + length * 0.72, r * 0.22), (b - r * 0.1, r * 0.10)]
        lower = [(b - r * 0.1, r * 0.08), (b + length * 0.7, r * 0.20), (b + length * 0.86, r * 0.36), (b + length * 0.4, r * 0.52), (b - r * 0.1, r * 0.56)]
        tip = [(b + length * 0.84, -r * 0.22), (b + length * 0.97, r * 0.05), (b + length, r * 0.50), (b + length * 0.80, r * 0.26)]
        return shape(lower, low) + shape(upper, ink(role)) + shape(tip, ink("#2c2428"))
    if kind == "wedge":
        wedge = [(b - r * 0.1, -r * 0.56), (b + length * 0.6, -r * 0.42), (b + length, r * 0.24), (b + length * 0.5, r * 0.52), (b - r * 0.1, r * 0.56)]
        base = [(b - r * 0.12, -r * 0.56), (b + r * 0.22, -r * 0.56), (b + r * 0.22, r * 0.56), (b - r * 0.12, r * 0.56)]
        return shape(wedge, ink(role)) + shape(base, ink("#5d6a7d")) + line(smooth(move([(b + r * 0.25, -r * 0.46), (b + r * 0.30, r * 0.48)], at, degrees), closed=False), ink("#f2cf6a"), r * 0.12)
    if kind == "pouch":
        pouch = [(b - r * 0.1, r * 0.10), (b + length * 0.5, r * 0.22), (b + length, r * 0.42), (b + length * 0.55, r * 1.25), (b + length * 0.1, r * 1.1), (b - r * 0.2, r * 0.7)]
        return shape(pouch, ink(role, 0.06)) + shape([(b - r * 0.1, -r * 0.22), (b + length * 0.6, r * 0.08), (b + length * 1.06, r * 0.50), (b + length * 0.95, r * 0.46), (b, r * 0.26)], ink(role, -0.07))
    # bent: the flamingo's, with a dark end
    root = [(b - r * 0.1, -r * 0.34), (b + length * 0.55, -r * 0.14), (b + length * 0.7, r * 0.55), (b + length * 0.3, r * 0.5), (b - r * 0.1, r * 0.45)]
    end = [(b + length * 0.42, -r * 0.12), (b + length * 0.82, r * 0.08), (b + length * 0.86, r * 0.80), (b + length * 0.56, r * 1.15), (b + length * 0.46, r * 0.5)]
    return shape(root, ink(role)) + shape(end, ink("beak_tip"))


def eye(ink: Ink, at: Point, r: float, ring: str, scale: float = 1.0) -> str:
    """A dark eye with a pale ring and a spark."""
    size = min(max(r * 0.19, 0.055), 0.10) * scale
    x, y = at
    return (
        ellipse(at, size * 1.38, size * 1.38, ink(ring)) + ellipse(at, size, size, ink("#1d1a1f")) + ellipse((x + size * 0.32, y - size * 0.36), size * 0.34, size * 0.34, ink("#ffffff"))
    )


def brightness(colour: str) -> float:
    """Mean of the channels in 0..1."""
    return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) / 765


def crown(bird: Species, ink: Ink, at: Point, r: float) -> str:
    """What rises behind and above the head: crest, fan, plume, comb, crown."""
    parts, marks = [], bird.colours
    if "crest" in marks:
        parts.append(fill(smooth(move([(r * 0.75, -r * 0.55), (r * 0.15, -r * 1.25), (-r * 0.75, -r * 1.95), (-r * 0.75, -r * 1.05), (-r * 1.0, -r * 0.1), (0, 0)], at)), ink("head", -0.02)))
    if "fan" in marks:
        for k in range(6):
            tip = turn((at[0] + r * 2.1, at[1]), 72 + 21 * k, at)
            parts.append(line(f"M{at[0] - r * 0.2:.3f} {at[1] - r * 0.3:.3f} L{tip[0]:.3f} {tip[1]:.3f}", ink("head", 0.03 * (k % 2)), r * 0.42))
            parts.append(ellipse(tip, r * 0.18, r * 0.18, ink("#2f2b2a")))
    if "plume" in marks:
        for k in range(4):
            parts.append(line(smooth(move([(r * 0.2, -r * 0.6), (-r * (0.2 + 0.2 * k), -r * (1.4 - 0.08 * k)), (-r * (0.9 + 0.34 * k), -r * (1.95 - 0.36 * k))], at), closed=False), ink("plume", -0.03 * k), r * 0.22))
    if "crown" in marks:
        for k in range(5):
            tip = turn((at[0] + r * 2.0, at[1]), 66 + 16 * k, at)
            parts.append(line(f"M{at[0]:.3f} {at[1] - r * 0.5:.3f} L{tip[0]:.3f} {tip[1]:.3f}", ink("crown"), r * 0.08) + ellipse(tip, r * 0.17, r * 0.17, ink("crown")))
    if "comb" in marks and bird.name != "turkey":
        size = 1.0 if bird.name == "rooster" else 0.62
        for x, y in ((-0.55, -0.95), (-0.1, -1.18), (0.38, -1.08)):
            parts.append(ellipse((at[0] + x * r, at[1] + y * r), r * 0.36 * size, r * 0.48 * size, ink("comb")))
        parts.append(ellipse((at[0] + r * 0.72, at[1] + r * 0.92), r * 0.24 * size, r * 0.46 * size, ink("comb")))
    return "".join(parts)


def face(bird: Species, ink: Ink, at: Point, r: float, clip: str) -> str:
    """Marks on the head, cut to it, then the eye."""
    marks, parts = bird.colours, []
    x, y = at
    if "cap" in marks:
        parts.append(fill(smooth(move([(r * 1.1, -r * 0.42), (r * 0.4, -r * 0.34), (-r * 0.4, -r * 0.28), (-r * 1.15, -r * 0.05), (-r * 1.2, -r * 1.2), (r, -r * 1.3)], at)), ink("cap")))
    if "cap_line" in marks:
        parts.append(line(smooth(move([(r * 0.5, -r * 0.45), (-r * 0.3, -r * 0.55), (-r * 1.3, -r * 0.25)], at), closed=False), ink("cap_line"), r * 0.42))
    if "face" in marks:
        parts.append(ellipse((x + r * 0.55, y + r * 0.38), r * 0.85, r * 0.72, ink("face")))
    if "cheek" in marks:
        parts.append(ellipse((x + r * 0.02, y + r * 0.42), r * 0.44, r * 0.34, ink("cheek")))
    if "patch" in marks:
        parts.append(ellipse((x + r * 0.34, y + r * 0.04), r * 0.62, r * 0.56, ink("patch")))
    if "throat" in marks:
        parts.append(ellipse((x + r * 0.52, y + r * 0.78), r * 0.72, r * 0.55, ink("throat")))
    if "mask" in marks:
        parts.append(ellipse((x + r * 0.85, y + r * 0.2), r * 0.48, r * 0.52, ink("mask")))
    if "mask_line" in marks:
        parts.append(line(smooth(move([(r * 0.95, r * 0.05), (r * 0.35, -r * 0.08), (-r * 1.1, r * 0.05)], at), closed=False), ink("mask_line"), r * 0.22))
    if "brow" in marks:
        parts.append(line(smooth(move([(r * 0.85, -r * 0.3), (r * 0.2, -r * 0.46), (-r * 0.8, -r * 0.22)], at), closed=False), ink("brow"), r * 0.14))
    if "mask_beak" in marks:
        parts.append(ellipse((x + r * 0.92, y - r * 0.02), r * 0.34, r * 0.34, ink("mask_beak")))
    inside = f'<g clip-path="url(#{clip})">{"".join(parts)}</g>' if parts else ""
    ring = "ring" if "ring" in marks else "patch" if "patch" in marks else "#efe6d6" if brightness(marks["head"]) < 0.32 else "head"
    return inside + eye(ink, (x + r * 0.36, y - r * 0.12), r, ring)
