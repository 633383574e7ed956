"""Smooth outlines from a few points, and the two kinds of ink a bird is drawn with.

Birds are drawn facing right, y down, in units of about half a body length.
"""

import math
from dataclasses import dataclass, field

from ..grounds.strokes import shade

Point = tuple[float, float]

# roles whose colour changes when a bird is repainted ("a purple robin")
MAIN_ROLES = ("body", "head", "wing", "tail")


@dataclass
class Ink:
    """Hex colours by role. As a mask, main plumage is white and all else black."""

    colours: dict[str, str]
    mask: bool = False
    uses: set = field(default_factory=set)

    def __call__(self, role: str, light: float = 0.0) -> str:
        """Colour of a role, lighter or darker."""
        if self.mask:
            return "#ffffff" if role in MAIN_ROLES and self.is_main(role) else "#000000"
        return shade(self.colours[role] if role in self.colours else role, light)

    def is_main(self, role: str) -> bool:
        """A role counts as main plumage unless its own colour is far from the body's."""
        body, other = self.colours["body"], self.colours.get(role, "#000000")
        distance = sum((int(body[i : i + 2], 16) - int(other[i : i + 2], 16)) ** 2 for i in (1, 3, 5)) ** 0.5
        return role == "body" or distance < 110


def turn(point: Point, degrees: float, about: Point = (0, 0)) -> Point:
    """Rotate counter-clockwise as seen on the page."""
    a = math.radians(degrees)
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * math.cos(a) + y * math.sin(a), about[1] - x * math.sin(a) + y * math.cos(a)


def smooth(points: list[Point], closed: bool = True, tension: float = 0.5) -> str:
    """Path commands of a Catmull-Rom curve through the points."""
    n = len(points)
    at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
    parts = [f"M{points[0][0]:.3f} {points[0][1]:.3f}"]
    for i in range(n if closed else n - 1):
        p0, p1, p2, p3 = at(i - 1), at(i), at(i + 1), at(i + 2)
        k = tension / 3 * 2
        c1 = (p1[0] + (p2[0] - p0[0]) * k / 2, p1[1] + (p2[1] - p0[1]) * k / 2)
        c2 = (p2[0] - (p3[0] - p1[0]) * k / 2, p2[1] - (p3[1] - p1[1]) * k / 2)
        parts.append(f"C{c1[0]:.3f} {c1[1]:.3f} {c2[0]:.3f} {c2[1]:.3f} {p2[0]:.3f} {p2[1]:.3f}")
    return " ".join(parts) + ("Z" if closed else "")


def fill(d: str, colour: str, opacity: float = 1, extra: str = "") -> str:
    """A filled path."""
    return f'<path d="{d}" fill="{colour}" opacity="{opacity}" {extra}/>'


def line(d: str, colour: str, width: float, opacity: float = 1) -> str:
    """A stroked path with round ends."""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.3f}" stroke-linecap="round" stroke-linejoin="round" opacity="{opacity}"/>'


def ellipse(center: Point, rx: float, ry: float, colour: str, degrees: float = 0, opacity: float = 1) -> str:
    """A filled ellipse, turned counter-clockwise."""
    x, y = center
    return f'<ellipse cx="{x:.3f}" cy="{y:.3f}" rx="{rx:.3f}" ry="{ry:.3f}" fill="{colour}" opacity="{opacity}" transform="rotate({-degrees:.1f} {x:.3f} {y:.3f})"/>'


def feather(root: Point, length: float, width: float, degrees: float, colour: str, opacity: float = 1) -> str:
    """A rounded feather from its root outwards; 0 degrees points right, 90 up."""
    outline = [(0, -width * 0.3), (length * 0.55, -width * 0.52), (length * 0.93, -width * 0.34), (length, 0), (length * 0.93, width * 0.34), (length * 0.55, width * 0.52), (0, width * 0.3)]
    return fill(smooth([turn((x + root[0], y + root[1]), degrees, root) for x, y in outline]), colour, opacity)


def tapered(curve: list[Point], start: float, end: float) -> str:
    """Outline path of a cubic Bezier whose width goes from start to end: a neck."""
    left, right = [], []
    for k in range(9):
        t = k / 8
        b = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        d = (-3 * (1 - t) ** 2, 3 * (1 - t) ** 2 - 6 * t * (1 - t), 6 * t * (1 - t) - 3 * t * t, 3 * t * t)
        x, y = (sum(w * p[i] for w, p in zip(b, curve, strict=True)) for i in (0, 1))
        dx, dy = (sum(w * p[i] for w, p in zip(d, curve, strict=True)) for i in (0, 1))
        norm, half = math.hypot(dx, dy) or 1, (start + (end - start) * t) / 2
        left.append((x - dy / norm * half, y + dx / norm * half))
        right.append((x + dy / norm * half, y - dx / norm * half))
    return smooth(left + right[::-1])
