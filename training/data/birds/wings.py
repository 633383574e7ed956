"""Wings, folded along the body or spread in flight, and tails."""

import math

from .shapes import Ink, Point, ellipse, feather, fill, line, smooth, turn
from .species import Species


def folded(bird: Species, ink: Ink, rx: float, ry: float, droop: float, clip: str) -> str:
    """A closed wing on the flank, in the body's frame."""
    shoulder = (rx * 0.5, -ry * 0.34)
    outline = [shoulder, (rx * 0.42, ry * 0.22), (0, ry * 0.52), (-rx * 0.6, ry * 0.50), (-rx * 1.12, ry * 0.22), (-rx * 0.75, -ry * 0.20), (-rx * 0.2, -ry * 0.52), (rx * 0.28, -ry * 0.56)]
    outline = [turn(p, droop, shoulder) for p in outline]
    d = smooth(outline)
    parts = [fill(d, ink("wing"))]
    inside = []
    for k in range(4):  # flight feathers
        y = ry * (0.06 + 0.13 * k)
        inside.append(feather((-rx * 0.25, y), rx * 0.95, ry * 0.26, 180 - 6 + 2 * k, ink("tip", 0.02 * (k % 2))))
    inside.append(fill(smooth([turn(p, droop, shoulder) for p in [(rx * 0.55, -ry * 0.6), (rx * 0.5, ry * 0.1), (rx * 0.1, ry * 0.40), (-rx * 0.45, ry * 0.12), (-rx * 0.5, -ry * 0.6)]]), ink("wing")))
    if "bars" in bird.colours:
        for k in range(2):
            x = rx * (0.10 - 0.36 * k)
            inside.append(line(smooth([(x, -ry * 0.5), (x + rx * 0.03, ry * 0.02), (x - rx * 0.12, ry * 0.5)], closed=False), ink("bars"), ry * 0.13))
    if "shoulder" in bird.colours:
        inside.append(ellipse((rx * 0.2, -ry * 0.16), rx * 0.36, ry * 0.30, ink("shoulder"), 18))
    if "spots" in bird.colours:
        inside += [ellipse((rx * (0.3 - 0.22 * k), ry * (-0.3 + 0.24 * (k % 3))), ry * 0.055, ry * 0.055, ink("spots")) for k in range(6)]
    for k in range(3):
        y = ry * (0.12 + 0.14 * k)
        inside.append(line(smooth([(rx * 0.1, y), (-rx * 0.4, y + ry * 0.12), (-rx * 1.0, y + ry * 0.04)], closed=False), ink("wing", -0.07), ry * 0.035, 0.8))
    parts.append(f'<clipPath id="{clip}"><path d="{d}"/></clipPath><g clip-path="url(#{clip})">{"".join(inside)}</g>')
    return "".join(parts)


def spread(bird: Species, ink: Ink, root: Point, span: float, lift: float, light: float = 0.0) -> str:
    """An open wing from its root; lift in degrees above the horizontal, pointing back and up (or down)."""
    direction = 180 - lift
    wrist = turn((root[0] + span * 0.46, root[1]), direction - (14 if lift > 0 else -14), root)
    side = -1 if math.sin(math.radians(lift)) >= 0 else 1  # where the trailing feathers hang
    parts = []
    for k in range(7):  # primaries, from the tip inwards
        angle = direction - side * (4 + 13.5 * k)
        parts.append(feather(wrist, span * (0.66 - 0.035 * k), span * 0.17, angle, ink("tip", light + 0.018 * (k % 2))))
    for k in range(5):  # secondaries
        t = 0.16 + 0.2 * k
        at = (root[0] + (wrist[0] - root[0]) * t, root[1] + (wrist[1] - root[1]) * t)
        parts.append(feather(at, span * 0.42, span * 0.19, direction - side * (96 - 5 * k), ink("tip", light - 0.02 + 0.02 * (k % 2))))
    for k in range(4):  # coverts
        t = 0.2 + 0.25 * k
        at = (root[0] + (wrist[0] - root[0]) * t, root[1] + (wrist[1] - root[1]) * t)
        parts.append(feather(at, span * 0.27, span * 0.22, direction - side * (84 - 12 * k), ink("wing", light + 0.02)))
    arm = smooth([turn(p, direction, root) for p in [(root[0] - span * 0.04, root[1] - span * 0.11), (root[0] + span * 0.3, root[1] - span * 0.10), (root[0] + span * 0.52, root[1] - span * 0.03), (root[0] + span * 0.5, root[1] + span * 0.07), (root[0] + span * 0.2, root[1] + span * 0.12), (root[0] - span * 0.06, root[1] + span * 0.11)]])
    lead = fill(arm, ink("wing", light))
    bend = ellipse(wrist, span * 0.10, span * 0.09, ink("wing", light))
    bars = ""
    if "bars" in bird.colours:
        mid = ((root[0] + wrist[0]) / 2, (root[1] + wrist[1]) / 2)
        bars = feather(mid, span * 0.2, span * 0.06, direction - side * 70, ink("bars"))
    return "".join(parts) + lead + bend + bars


def fan(ink: Ink, root: Point, length: float, count: int, middle: float, reach: float, role: str = "tail", width: float = 0.26) -> str:
    """Tail feathers around a middle direction in degrees, the outer ones first."""
    order = sorted(range(count), key=lambda k: -abs(k - (count - 1) / 2))
    parts = []
    for k in order:
        t = (k / (count - 1) - 0.5) if count > 1 else 0
        parts.append(feather(root, length * (1 - 0.12 * abs(t)), length * width, middle + reach * t, ink(role, 0.035 * (k % 2) - 0.02)))
    return "".join(parts)


def tail(bird: Species, ink: Ink, root: Point, back: float, spread_out: bool = False) -> str:
    """The tail from its root; `back` is the direction of the spine's end in degrees."""
    length, kind = bird.tail, bird.tail_kind
    if length < 0.05:
        return ""
    if kind == "fork":
        return "".join(feather(root, length, 0.16, back + a, ink("tail", l)) for a, l in ((-11, 0), (11, 0.03)))
    if kind == "up":
        return fan(ink, root, length, 4, back - 34, 34)
    if kind == "plume":
        return "".join(ellipse(turn((root[0] + length * r, root[1]), back - a, root), length * 0.42, length * 0.34, ink("tail", l)) for a, r, l in ((-10, 0.4, -0.04), (28, 0.5, 0), (60, 0.42, 0.02)))
    if kind == "arch":
        return "".join(line(smooth([root, turn((root[0] + length * 0.62, root[1]), back - 62 + 9 * k, root), turn((root[0] + length * (1.12 - 0.03 * k), root[1]), back - 30 + 15 * k, root), turn((root[0] + length * (1.2 - 0.08 * k), root[1]), back + 2 + 19 * k, root)], closed=False), ink("tail", 0.05 * (k % 2) - 0.01), 0.2) for k in range(5))
    if kind == "display":
        return fan(ink, root, length * 1.15, 11, 104, 158, "tip", 0.24) + fan(ink, root, length, 11, 104, 158, "tail", 0.24)
    if kind == "peacock":
        return peacock_train(ink, root, length)
    wide = 54 if spread_out else 30 if kind == "fan" else 15 if length < 1.3 else 11
    return fan(ink, root, length, 5 if spread_out or kind == "fan" else 3, back, wide, width=0.30 if length < 1 else 0.2)


def peacock_train(ink: Ink, root: Point, length: float) -> str:
    """The raised train, three rows of eyes."""
    parts = []
    for row, (share, count) in enumerate(((1.0, 17), (0.76, 14), (0.52, 10))):
        for k in range(count):
            angle = 92 + 172 * (k / (count - 1) - 0.5)
            tip = turn((root[0] + length * share, root[1]), angle, root)
            parts.append(feather(root, length * share * 1.04, length * 0.17, angle, ink("tail", -0.05 + 0.04 * (k % 2) + 0.02 * row)))
            for size, colour in ((0.085, "#c9a24a"), (0.062, "#3f9fa8"), (0.036, "#263a78")):
                parts.append(ellipse(tip, length * size, length * size, ink(colour)))
    return "".join(parts)
