"""Exact captions of scenes, with the phrase of every subject."""

from random import Random

from .draw import Actor, Scene
from .nouns import NUMBERS, article, countable, plural
from .spans import mark, unmark
from .world import FAR_WORDS, PLACES, SIZE_WORDS, SKY_WORDS, TIMES


def noun_of(random: Random, actor: Actor, hypernyms: dict[str, tuple[str, ...]]) -> str:
    """The subject's own name; one time in nine a synonym or a more general word."""
    others = hypernyms.get(actor.subject, ())
    return random.choice(others[:3]) if others and random.random() < 0.11 else actor.subject


def describe(random: Random, actor: Actor, noun: str, size: bool = True) -> str:
    """'small red fox': the words before a noun, and the noun. size: whether its size may be told."""
    words = []
    if size and actor.size_word and random.random() < 0.6:
        words.append(random.choice(SIZE_WORDS[actor.size_word]))
    if random.random() < (0.97 if actor.recoloured else 0.22) and actor.colour not in noun.split():
        words.append(actor.colour)
    return " ".join([*words, noun])


def looking(random: Random, actor: Actor) -> str:
    """' facing left' where that is so, half the time."""
    if actor.facing == "front" or random.random() < 0.5:
        return ""
    return random.choice((" facing {0}", " looking {0}", " looking to the {0}", " facing {0}")).format(actor.facing)


def together(random: Random, scene: Scene, hypernyms) -> tuple[str, list[str]]:
    """The subjects of a scene as one phrase with marks, and one phrase each."""
    actors = scene.actors
    nouns = [noun_of(random, a, hypernyms) for a in actors]
    if len(actors) == 1:
        bare = describe(random, actors[0], nouns[0])
        phrase = article(bare, nouns[0])
        return mark(phrase, [0]) + looking(random, actors[0]), [phrase]
    if len({(a.sprite, a.colour) for a in actors}) == 1 and countable(nouns[0]):
        bare = describe(random, actors[0], nouns[0], len({a.size_word for a in actors}) == 1)
        single = article(bare, nouns[0])
        many = plural(nouns[0]).join(bare.rsplit(nouns[0], 1))
        return mark(f"{NUMBERS[len(actors)]} {many}", range(len(actors))), [single] * len(actors)
    phrases = [article(describe(random, a, n), n) for a, n in zip(actors, nouns, strict=True)]
    marked = [mark(phrase, [number]) for number, phrase in enumerate(phrases)]
    if len(actors) == 3:
        return f"{marked[0]}, {marked[1]} and {marked[2]}", phrases
    left, right = marked
    form = random.randrange(6)
    text = (
        f"{left} and {right}",
        f"{left} on the left and {right} on the right",
        f"{left} to the left of {right}",
        f"{right} to the right of {left}",
        f"{right} on the right, {left} on the left",
        f"{left} next to {right}" if random.random() < 0.5 else f"{right} and {left}",
    )[form]
    return text, phrases


def position(random: Random, scene: Scene) -> str:
    """' in the corner' words for single subjects far from the middle, sometimes."""
    actor = scene.actors[0]
    if len(scene.actors) > 1 or random.random() < 0.7:
        return ""
    side = "left" if actor.x < 0.36 else "right" if actor.x > 0.64 else ""
    level = "top" if actor.y < 0.36 else "bottom" if actor.y > 0.66 else ""
    if side and level:
        return f" at the {level} {side}"
    return f" on the {side}" if side else f" at the {level}" if level else ""


def caption(random: Random, scene: Scene, hypernyms: dict[str, tuple[str, ...]]) -> tuple[str, list[str]]:
    """A true sentence about the scene, and each actor's phrase in the actors' order."""
    return describe_scene(random, scene, hypernyms)[:2]


def describe_scene(random: Random, scene: Scene, hypernyms: dict[str, tuple[str, ...]]):
    """caption()'s two, and where the sentence names whom (spans.py)."""
    text, phrases = together(random, scene, hypernyms)
    text += position(random, scene)
    place, sky, far = PLACES[scene.place]["words"], scene.layers.get("sky"), scene.layers.get("far")
    if place and random.random() < 0.62:
        text += " " + random.choice(place)
    if scene.time != "day" and random.random() < 0.75:
        text += " " + random.choice(TIMES[scene.time]["words"])
    elif sky and sky[1] in SKY_WORDS and random.random() < 0.35:
        text += " " + random.choice(SKY_WORDS[sky[1]])
    if far and random.random() < 0.2:
        text += " with " + random.choice(FAR_WORDS[far[1]])
    if random.random() < 0.45:
        text += random.choice((", {0} background", ", {0} background", " on a {0} background", ", {0}")).format(scene.background)
    if random.random() < 0.04:
        text = random.choice(("a picture of ", "a painting of ", "a drawing of ")) + text
    plain, spans = unmark(text)
    return plain, phrases, spans
