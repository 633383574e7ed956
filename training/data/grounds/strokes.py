"""Small marks that grounds are made of, each a piece of SVG. Lengths in pixels of a 256 px picture."""

import colorsys
import math
from random import Random


def shade(colour: str, light: float = 0.0, hue: float = 0.0, saturation: float = 0.0) -> str:
    """A hex colour made lighter, turned on the wheel or made stronger; all in shares of 1."""
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    h, l, s = colorsys.rgb_to_hls(r, g, b)
    r, g, b = colorsys.hls_to_rgb((h + hue) % 1, min(max(l + light, 0), 1), min(max(s + saturation, 0), 1))
    return f"#{round(r * 255):02x}{round(g * 255):02x}{round(b * 255):02x}"


def path(d: str, fill: str = "none", stroke: str = "none", width: float = 0, opacity: float = 1) -> str:
    """One path element with round joins."""
    return (
        f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width:.2f}" '
        f'stroke-linecap="round" stroke-linejoin="round" opacity="{opacity}"/>'
    )


def disc(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" opacity="{opacity}"/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, turn: float = 0, opacity: float = 1) -> str:
    """A filled ellipse, turned clockwise by degrees."""
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" '
        f'opacity="{opacity}" transform="rotate({turn:.0f} {x:.1f} {y:.1f})"/>'
    )


def curve(random: Random, width: float, top: float, bulge: float) -> str:
    """A gentle skyline from the left edge to the right, as path commands."""
    a, b, c = (top + random.uniform(-bulge, bulge) for _ in range(3))
    return (
        f"M-4 {a:.1f} C{width * 0.2:.0f} {a - bulge:.1f} {width * 0.3:.0f} {b:.1f} {width / 2:.0f} {b:.1f} "
        f"S{width * 0.8:.0f} {c - bulge:.1f} {width + 4:.0f} {c:.1f}"
    )


def tuft(random: Random, x: float, y: float, colour: str, height: float = 11) -> str:
    """Three blades of grass."""
    blades = []
    for lean in (-4, 0, 4):
        tip = height * random.uniform(0.7, 1.15)
        blades.append(f"M{x:.1f} {y:.1f} q{lean * 0.3:.1f} {-tip * 0.6:.1f} {lean:.1f} {-tip:.1f}")
    return path(" ".join(blades), stroke=colour, width=random.uniform(1.6, 2.4))


def leaf(x: float, y: float, length: float, turn: float, colour: str) -> str:
    """A leaf on its stalk's end, pointing up before it is turned clockwise by degrees."""
    w = length * 0.29
    vein = path(f"M0 0 L0 {-length * 0.8:.1f}", stroke=shade(colour, -0.09), width=1)
    blade = f"M0 0 C{w} {-w} {w} {-length * 0.7:.1f} 0 {-length} C{-w} {-length * 0.7:.1f} {-w} {-w} 0 0Z"
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})">{path(blade, colour)}{vein}</g>'


def flower(random: Random, x: float, y: float, colour: str, stem: str, height: float, petal: float = 4.2) -> str:
    """A stalk, a leaf and five or six petals."""
    lean = random.uniform(-5, 5)
    cx, cy = x + lean, y - height
    parts = [path(f"M{x:.1f} {y:.1f} q{-lean * 0.4:.1f} {-height * 0.5:.1f} {lean:.1f} {-height:.1f}", stroke=stem, width=1.8)]
    parts.append(leaf(x + lean * 0.2, y - height * 0.35, height * 0.42, random.choice([-62, 62]), stem))
    number = random.choice([5, 6])
    for k in range(number):
        a = math.tau * k / number
        parts.append(oval(cx + petal * math.cos(a), cy + petal * math.sin(a), petal * 0.95, petal * 0.62, colour, math.degrees(a)))
    parts.append(disc(cx, cy, petal * 0.55, "#f6cf5c" if colour != "#f2c24e" else "#b5672e"))
    return "".join(parts)


def ripple(random: Random, x: float, y: float, colour: str, length: float) -> str:
    """A short wave line."""
    return path(f"M{x:.1f} {y:.1f} q{length / 2:.1f} {-random.uniform(2, 5):.1f} {length:.1f} 0", stroke=colour, width=2.2, opacity=0.8)


def star(x: float, y: float, r: float, colour: str, opacity: float = 1) -> str:
    """A four-pointed star."""
    k = r * 0.28
    d = f"M{x} {y - r} L{x + k} {y - k} L{x + r} {y} L{x + k} {y + k} L{x} {y + r} L{x - k} {y + k} L{x - r} {y} L{x - k} {y - k}Z"
    return path(d, colour, opacity=opacity)


def cloud(random: Random, x: float, y: float, width: float, colour: str, opacity: float = 0.9) -> str:
    """A flat-bottomed heap of circles."""
    puffs = [oval(x, y, width / 2, width * 0.13, colour)]
    for k in range(4):
        t = (k + 0.5) / 4 - 0.5
        r = width * (0.2 - 0.18 * abs(t)) * random.uniform(0.85, 1.15)
        puffs.append(disc(x + t * width * 0.8, y - r * 0.5, r, colour))
    return f'<g opacity="{opacity}">{"".join(puffs)}</g>'


def tree(random: Random, x: float, y: float, height: float, colour: str) -> str:
    """A far tree: round, pointed or poplar."""
    trunk = path(f"M{x:.1f} {y:.1f} v{-height * 0.45:.1f}", stroke="#7b5a43", width=height * 0.09)
    kind = random.choice(["round", "fir", "poplar"])
    if kind == "round":
        crown = "".join(
            disc(x + dx * height, y - height * up, height * r, shade(colour, light))
            for dx, up, r, light in ((-0.13, 0.55, 0.23, -0.03), (0.13, 0.57, 0.22, -0.01), (0, 0.74, 0.25, 0.03))
        )
    elif kind == "fir":
        w = height * 0.27
        crown = "".join(
            path(f"M{x - w * s:.1f} {y - height * low:.1f} L{x:.1f} {y - height * high:.1f} L{x + w * s:.1f} {y - height * low:.1f} Q{x:.1f} {y - height * (low - 0.07):.1f} {x - w * s:.1f} {y - height * low:.1f}Z", shade(colour, light))
            for s, low, high, light in ((1, 0.2, 0.6, -0.05), (0.82, 0.42, 0.8, -0.02), (0.6, 0.63, 1, 0.02))
        )
    else:
        crown = oval(x, y - height * 0.6, height * 0.15, height * 0.42, colour) + oval(x - height * 0.03, y - height * 0.64, height * 0.08, height * 0.3, shade(colour, 0.04))
    return trunk + crown
