"""Songbirds, water birds, waders and fowl in profile: one painter, many builds."""

import math
from random import Random

from .head import beak, crown, face
from .shapes import Ink, ellipse, fill, line, smooth, tapered, turn
from .species import Species
from .wings import folded, spread, tail

BODY = [(1.0, 0.0), (0.86, 0.52), (0.34, 0.92), (-0.2, 0.94), (-0.72, 0.62), (-1.06, 0.16), (-1.06, -0.08), (-0.62, -0.52), (-0.05, -0.86), (0.5, -0.92), (0.88, -0.56)]


def profile(bird: Species, pose: str, random: Random, ink: Ink) -> str:
    """SVG body of a bird facing right. The same `random` state gives the same bird in every ink."""
    jitter = lambda v, share=0.07: v * (1 + random.uniform(-share, share))  # noqa: E731
    rx, ry = jitter(bird.length), jitter(bird.depth)
    r = jitter(bird.head, 0.05)
    neck, legs = jitter(bird.neck, 0.12), jitter(bird.legs, 0.12)
    flying, swimming = pose == "fly", pose == "swim"
    tilt = (8 if flying else 4 if swimming else bird.tilt) + random.uniform(-6, 6)
    lift = random.choice((72, 58, 46, 36)) + random.uniform(-7, 7)
    droop = random.uniform(-5, 3)
    glance = random.uniform(-7, 7)

    def place(point):
        return turn(point, tilt)

    body = smooth([place((x * rx, y * ry)) for x, y in BODY])
    if neck:
        base = place((rx * 0.62, -ry * 0.42))
        ahead = 0.9 if flying else 0.0
        at = (base[0] + neck * (0.30 + ahead * 0.62), base[1] - neck * (0.95 - 0.70 * ahead) - r * 0.2)
        bulge = 0 if flying else 0.55 if bird.build == "wader" or bird.name == "swan" else 0.2
        curve = [base, (base[0] + neck * bulge, base[1] - neck * 0.12), (at[0] - neck * bulge * 0.95, at[1] + neck * 0.42), at]
        thin = 1.15 if bird.build in ("wader", "waterfowl") else 1.6
        throat = tapered(curve, min(ry * 1.15, r * 3.2) if bird.build != "wader" else r * 2.1, r * thin)
    else:
        at = place((rx * 0.80, -ry * 0.78 - r * 0.22))
        throat = tapered([place((rx * 0.18, -ry * 0.1)), place((rx * 0.4, -ry * 0.3)), at, at], ry * 1.5, r * 1.95)
    clip = f"b{random.randrange(10**9)}"
    parts = []
    if flying:
        parts.append(spread(bird, ink, place((rx * 0.35, -ry * 0.55)), bird.wing_span, lift + random.uniform(30, 46), -0.05))
    elif not swimming and pose != "sit":
        parts.append(legs_of(bird, ink, tilt, rx, ry, legs, random))
    root = place((-rx * 0.86, -ry * 0.02))
    parts.append(tail(bird, ink, root, 180 + tilt, spread_out=flying and bird.tail_kind in ("plain", "fan")))
    parts.append(crown(bird, ink, at, r))
    parts.append(beak(bird, ink, at, r, glance))
    neck_role = "neck" if "neck" in bird.colours else "head" if neck else "body"
    shapes = fill(throat, ink(neck_role)) + ellipse(at, r, r, ink("head"))
    parts.append(shapes if neck else "")
    parts.append(fill(body, ink("body")))
    parts.append("" if neck else shapes)
    if neck and neck_role == "head":  # the neck's colour runs out over the breast
        parts.append(ellipse(place((rx * 0.62, -ry * 0.30)), min(ry * 0.5, r * 1.4), ry * 0.36, ink("head" if bird.colours["head"] == bird.colours["body"] else "body"), tilt))
    parts.append(f'<clipPath id="{clip}"><path d="{body}"/>{"" if neck else f"""<path d="{throat}"/>{ellipse(at, r, r, "#fff")}"""}</clipPath>')
    parts.append(f'<g clip-path="url(#{clip})">{plumage(bird, ink, place, rx, ry, tilt)}</g>')
    if "collar" in bird.colours:
        down = neck * 0.5 if neck else r * 0.95
        parts.append(line(smooth([(at[0] - r * 1.0, at[1] + down), (at[0] - r * 0.1, at[1] + down + r * 0.35), (at[0] + r * 0.85, at[1] + down * 0.9)], closed=False), ink("collar"), r * 0.3) if not neck else ellipse((at[0] - neck * 0.06, at[1] + neck * 0.62), r * 0.78, r * 0.16, ink("collar")))
    head_clip = f"h{clip}"
    parts.append(f'<clipPath id="{head_clip}"><circle cx="{at[0]:.3f}" cy="{at[1]:.3f}" r="{r:.3f}"/></clipPath>{face(bird, ink, at, r, head_clip)}')
    if flying:
        parts.append(spread(bird, ink, place((rx * 0.30, -ry * 0.38)), bird.wing_span * 1.08, lift))
    else:
        parts.append(f'<g transform="rotate({-tilt:.2f})">{folded(bird, ink, rx, ry, droop, f"w{clip}")}</g>')
    return "".join(parts)


def plumage(bird: Species, ink: Ink, place, rx: float, ry: float, tilt: float) -> str:
    """Belly, breast and shade, to be cut to the body."""
    marks, parts = bird.colours, []
    parts.append(ellipse(place((rx * 0.22, ry * 0.95)), rx * 0.95, ry * 0.72, ink("belly"), tilt))
    if "breast" in marks:
        parts.append(ellipse(place((rx * 0.80, ry * 0.02)), rx * 0.48, ry * 0.88, ink("breast"), tilt))
    if "chest" in marks:
        parts.append(ellipse(place((rx * 0.86, -ry * 0.05)), rx * 0.36, ry * 0.95, ink("chest"), tilt))
    if "spots" in marks:
        parts += [ellipse(place((rx * (0.75 - 0.2 * (k % 5)), ry * (0.25 + 0.3 * (k // 5) + 0.08 * (k % 2)))), ry * 0.05, ry * 0.065, ink("spots")) for k in range(10)]
    shadow = [(rx * 0.9, ry * 0.62), (rx * 0.3, ry * 0.74), (-rx * 0.5, ry * 0.56), (-rx * 1.1, ry * 0.1), (-rx * 0.8, ry * 1.2), (rx * 0.5, ry * 1.3)]
    if not ink.mask:
        parts.append(fill(smooth([place(p) for p in shadow]), "#4a3550", 0.13))
    return "".join(parts)


def legs_of(bird: Species, ink: Ink, tilt: float, rx: float, ry: float, length: float, random: Random) -> str:
    """Two upright legs with toes; waders sometimes raise one."""
    if length < 0.05:
        return ""
    parts, width = [], 0.075 if bird.build != "wader" else 0.062
    lean = -math.sin(math.radians(tilt)) * 0.18
    ground = ry * 0.72 + length + 0.1
    raised = bird.build == "wader" and random.random() < 0.35
    for k, dx in enumerate((-0.16, 0.12)):
        x, top = dx * rx + lean * rx, ry * 0.55
        colour = ink("legs", -0.05 if k == 0 else 0)
        if raised and k == 1:
            knee = (x + 0.24, top + length * 0.42)
            parts.append(line(f"M{x:.3f} {top:.3f} L{knee[0]:.3f} {knee[1]:.3f} L{x - 0.05:.3f} {top + length * 0.62:.3f}", colour, width))
            continue
        joint = (x - 0.03, top + (ground - top) * 0.5)
        parts.append(line(f"M{x:.3f} {top:.3f} L{joint[0]:.3f} {joint[1]:.3f} L{x:.3f} {ground:.3f}", colour, width))
        if bird.beak[0] in ("flat", "pouch", "wedge"):
            parts.append(fill(f"M{x - 0.06:.3f} {ground - 0.06:.3f} L{x + 0.24:.3f} {ground + 0.04:.3f} L{x - 0.1:.3f} {ground + 0.05:.3f}Z", colour))
        parts.append(line(f"M{x - 0.1:.3f} {ground + 0.03:.3f} L{x:.3f} {ground:.3f} L{x + 0.2:.3f} {ground + 0.035:.3f} M{x:.3f} {ground:.3f} L{x + 0.13:.3f} {ground + 0.055:.3f}", colour, width * 0.85))
    return "".join(parts)
