"""English nouns: articles, plurals, numbers."""

PLURAL = set(
    "grapes cherries blueberries peanuts beans peas noodles pancakes chips leaves books jeans gloves socks shorts "
    "glasses sunglasses skis maracas headphones scissors scales".split()
) | {"ballet shoes", "shopping bags", "nesting dolls", "french fries", "knife and fork"}
MASS = set(
    "bread bacon rice corn garlic lettuce popcorn butter honey milk spaghetti soup salad ginger chocolate broccoli soap "
    "coral lightning fire bamboo wood sushi lemonade thread yarn earth bowling seaweed wool pasta food fruit".split()
) | {"shaved ice", "ping pong", "green tea", "french toast"}
IRREGULAR = {
    "mouse": "mice", "goose": "geese", "wolf": "wolves", "leaf": "leaves", "knife": "knives", "ox": "oxen",
    "sheep": "sheep", "deer": "deer", "bison": "bison", "fish": "fish", "shrimp": "shrimps", "dice": "dice",
}  # fmt: skip
NUMBERS = {2: "two", 3: "three"}


def article(phrase: str, noun: str) -> str:
    """'a red fox', 'an apple', 'grapes': the phrase with the article its noun wants."""
    if noun in PLURAL or noun in MASS:
        return phrase
    an = phrase[0] in "aeiou" and not phrase.startswith(("unicorn", "ufo", "uni"))
    return ("an " if an else "a ") + phrase


def plural(noun: str) -> str:
    """Two or more of it."""
    if noun in PLURAL or noun in MASS:
        return noun
    head, _, last = noun.rpartition(" ")
    lead = head + " " if head else ""
    if " with " in noun or " of " in noun:
        for joint in (" with ", " of "):
            if joint in noun:
                first, rest = noun.split(joint, 1)
                return plural(first) + joint + rest
    for word, many in IRREGULAR.items():
        if last == word or last.endswith(word) and word in ("fish", "wolf", "mouse"):
            return lead + last[: -len(word)] + many
    if last.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if last.endswith("y") and last[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def countable(noun: str) -> bool:
    """True where 'two ...' makes sense."""
    return noun not in PLURAL and noun not in MASS
