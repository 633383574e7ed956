"""The birds of the book, one row each. Colours are of gouache, not of field guides."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Species:
    """How a bird is built. Lengths in half body lengths, angles in degrees.

    colours: by role (body, belly, wing, tip, tail, head, beak, legs, and marks: breast, cap, mask,
    collar, throat, cheek, chest, bars, spots, crest, comb). build: which painter draws it.
    poses: perch, stand, swim, fly, sit. others: further colourings.
    """

    name: str
    colours: dict[str, str]
    build: str = "songbird"
    poses: tuple[str, ...] = ("perch", "perch", "stand", "fly", "sit")
    length: float = 1.0
    depth: float = 0.66
    head: float = 0.43
    neck: float = 0.0
    tilt: float = 14.0
    legs: float = 0.42
    tail: float = 0.75
    tail_kind: str = "plain"
    beak: tuple[str, float] = ("cone", 0.24)
    wing_span: float = 1.5
    hypernyms: tuple[str, ...] = ("bird",)
    others: tuple[dict[str, str], ...] = field(default=())


def c(body, belly, wing, tip, tail, head, beak, legs, **marks) -> dict[str, str]:
    """Colours in the order of their roles."""
    return dict(body=body, belly=belly, wing=wing, tip=tip, tail=tail, head=head, beak=beak, legs=legs, **marks)


SONG = ("songbird", "bird")
WATER = ("water bird", "bird")

SPECIES = (
    Species("robin", c("#7d6650", "#efe6d6", "#6d5643", "#8d7357", "#6d5643", "#7d6650", "#4a3b2e", "#8a5a3a", breast="#e5703a", face="#e5703a"), depth=0.76, hypernyms=SONG),
    Species("cardinal", c("#cf3a38", "#dc544a", "#b42f34", "#93272c", "#b42f34", "#cf3a38", "#ef9440", "#7a4a3a", mask="#2a2224", crest="#c53335"), tail=1.05, hypernyms=SONG),
    Species("blue jay", c("#4d84c9", "#efede6", "#3f6fb4", "#2f5a9c", "#3f6fb4", "#5590d4", "#33333a", "#3a3a40", collar="#2a2d38", crest="#4379c0", bars="#e9eef4"), depth=0.64, tail=1.05, hypernyms=SONG),
    Species("goldfinch", c("#eec043", "#f7e09a", "#33302f", "#f4ecd8", "#33302f", "#eec043", "#e9a070", "#b07a5a", cap="#33302f", bars="#f4ecd8"), hypernyms=("finch", "songbird", "bird")),
    Species("sparrow", c("#a88058", "#e8dcc6", "#80603f", "#5f472f", "#80603f", "#9a754f", "#4c4038", "#b08060", cap="#6e4d33", bars="#e0c6a0", throat="#4a3a30"), depth=0.74, hypernyms=SONG),
    Species("canary", c("#f4cc4c", "#f9e39a", "#e6b73a", "#d29f2c", "#e6b73a", "#f4cc4c", "#eda27c", "#e89a7a"), depth=0.68, hypernyms=SONG),
    Species("bluebird", c("#4a80cc", "#f3e9da", "#3a68b0", "#2f5594", "#3a68b0", "#4a80cc", "#2f2f36", "#3a3a3e", breast="#e48a52"), depth=0.72, hypernyms=SONG),
    Species("blue tit", c("#7fa35a", "#f2d766", "#5f93c4", "#46729e", "#5f93c4", "#f4f0e4", "#3a3a40", "#6a7a8a", cap="#5b92cc", mask_line="#2f3a52", bars="#f4f0e4"), depth=0.74, head=0.46, tail=0.6, hypernyms=("tit", "songbird", "bird")),
    Species("wren", c("#946a48", "#d9bd98", "#7d5638", "#5f4029", "#7d5638", "#946a48", "#5a4636", "#9a7258", brow="#ecdcc0", bars="#6a4830"), depth=0.8, tail=0.5, tail_kind="up", beak=("thin", 0.3), hypernyms=SONG),
    Species("bullfinch", c("#8b929c", "#e2705f", "#3b3d46", "#e9e6e0", "#2f3038", "#2f3038", "#2b2a2e", "#6a5a52", breast="#e2705f", bars="#e9e6e0"), depth=0.8, hypernyms=("finch", "songbird", "bird")),
    Species("swallow", c("#35507f", "#f0e4d0", "#2d446e", "#22344f", "#22344f", "#35507f", "#2c2a2e", "#4a4648", throat="#c9603f"), depth=0.5, length=1.05, head=0.38, legs=0.22, tail=1.2, tail_kind="fork", beak=("cone", 0.15), poses=("fly", "fly", "perch"), wing_span=1.9, hypernyms=SONG),
    Species("starling", c("#3f4356", "#4c5066", "#363a4a", "#5a5f7a", "#2f3240", "#454a63", "#e5b84a", "#9a6a52", spots="#d9cfae"), depth=0.62, tail=0.6, beak=("thin", 0.34), hypernyms=SONG),
    Species("crow", c("#33353f", "#3d404b", "#2a2c35", "#22242b", "#2a2c35", "#33353f", "#24242a", "#2a2a2e"), depth=0.58, tail=0.8, legs=0.5, beak=("cone", 0.42), wing_span=1.7, hypernyms=("raven", "bird")),
    Species("magpie", c("#2d303b", "#f3f0e8", "#2b4a6e", "#f3f0e8", "#2a3f52", "#2d303b", "#26262b", "#33333a", shoulder="#f3f0e8"), depth=0.58, tail=1.5, legs=0.5, beak=("cone", 0.36)),
    Species("parrot", c("#cf3f3c", "#da5a50", "#3f78b8", "#2f5f98", "#3a6bab", "#cf3f3c", "#efe3cc", "#8a8078", patch="#f4ecdc", shoulder="#eebb46"), build="songbird", depth=0.56, head=0.45, tilt=42, legs=0.28, tail=1.7, beak=("hook", 0.36), wing_span=1.7, hypernyms=("macaw", "bird"),
            others=(c("#4fa35a", "#8cc070", "#3c8a4e", "#3f78b8", "#3a8a55", "#5fb264", "#dd6b4a", "#8a7a6a", shoulder="#eebb46"), c("#3f86c4", "#efc04a", "#3570ac", "#2c5f96", "#3570ac", "#3f86c4", "#3a3a3e", "#6a6a6a", patch="#f4ecdc"))),
    Species("budgie", c("#8fc25a", "#a6d070", "#7a9a52", "#4f5f4a", "#4a7fae", "#f2d75e", "#e0a85c", "#b09a92", bars="#55604a", cheek="#5b7fc4"), depth=0.6, head=0.44, tilt=40, legs=0.24, tail=1.2, beak=("hook", 0.2), hypernyms=("parakeet", "parrot", "bird"),
            others=(c("#6fa8d8", "#8fbfe2", "#7f97ac", "#4a5866", "#3f6ca0", "#f4f0e4", "#d9a870", "#b09a92", bars="#55606a", cheek="#5a6fc0"),)),
    Species("cockatoo", c("#f4f0e6", "#faf7ef", "#e6e0d2", "#d6cfbe", "#e9e3d4", "#f4f0e6", "#5b5860", "#6a6670", plume="#f0c84e"), depth=0.6, head=0.46, tilt=40, legs=0.28, tail=0.95, beak=("hook", 0.32), hypernyms=("parrot", "bird")),
    Species("toucan", c("#2e2c35", "#2e2c35", "#26242c", "#1f1d24", "#26242c", "#2e2c35", "#ef9a3c", "#6a86b4", throat="#f8efd8", ring="#6fa8c8"), depth=0.6, head=0.45, tilt=30, legs=0.32, tail=0.95, beak=("big", 0.95)),
    Species("kingfisher", c("#2f8fb4", "#e68a42", "#24789e", "#1c6084", "#24789e", "#2f8fb4", "#33333a", "#dc6a44", breast="#e68a42", throat="#f8f1e2", bars="#7fd0dc", cheek="#e68a42"), depth=0.68, head=0.48, legs=0.22, tail=0.45, beak=("thin", 0.8), hypernyms=WATER),
    Species("hummingbird", c("#3a9f70", "#dfe9d8", "#5a93a0", "#8fc0b8", "#2f7868", "#3a9f70", "#33333a", "#555555", throat="#d04a72"), depth=0.5, length=0.85, head=0.37, legs=0.0, tail=0.7, beak=("thin", 0.95), poses=("fly", "fly", "fly", "perch"), wing_span=1.25),
    Species("woodpecker", c("#33323a", "#efe8da", "#2a2930", "#efe8da", "#2a2930", "#33323a", "#6a645a", "#6a6a6a", cap="#d2413c", bars="#efe8da", cheek="#efe8da"), depth=0.54, tilt=56, legs=0.26, tail=0.8, beak=("thin", 0.55), poses=("perch", "perch", "stand", "fly")),
    Species("hoopoe", c("#dfa272", "#ecc9a2", "#33302e", "#f3ecdc", "#33302e", "#dfa272", "#4a4440", "#7a7068", fan="#dfa272", bars="#f3ecdc"), depth=0.6, tail=0.85, beak=("thin", 0.75)),
    Species("dove", c("#f0ebe2", "#f8f5ee", "#ddd6ca", "#c3bbae", "#d9d2c6", "#f0ebe2", "#8f7068", "#d88080"), depth=0.64, head=0.37, tail=0.95, beak=("cone", 0.2), wing_span=1.7, poses=("perch", "stand", "fly", "fly", "sit"), hypernyms=("pigeon", "bird")),
    Species("pigeon", c("#8f9aaa", "#a9b2be", "#a3adba", "#5f6876", "#6f7a88", "#6f7f96", "#5a5258", "#d27a70", collar="#5f9a82", bars="#4f5866"), depth=0.68, head=0.36, tail=0.8, beak=("cone", 0.2), hypernyms=("dove", "bird")),
    Species("puffin", c("#2f3038", "#f6f3ea", "#282930", "#222329", "#282930", "#2f3038", "#e8713c", "#ea7a3c", patch="#f1ede2"), depth=0.68, head=0.46, tilt=48, legs=0.28, tail=0.35, beak=("wedge", 0.42), poses=("stand", "stand", "swim", "fly"), hypernyms=WATER),
    Species("seagull", c("#f3f1ea", "#faf8f3", "#b4bcc4", "#44474e", "#f0eee8", "#f3f1ea", "#eab544", "#e6a24c"), depth=0.56, head=0.37, tail=0.7, beak=("cone", 0.34), wing_span=1.9, poses=("stand", "fly", "fly", "swim"), hypernyms=("gull", "water bird", "bird")),
    Species("duck", c("#b3a898", "#d8d0c2", "#8f8474", "#4a74b4", "#4a4744", "#2f7f57", "#ecbc44", "#e88c3c", collar="#f4f1e8", chest="#7f5140"), build="waterfowl", depth=0.6, head=0.37, neck=0.42, legs=0.24, tail=0.4, beak=("flat", 0.4), poses=("swim", "swim", "stand", "fly"), hypernyms=WATER,
            others=(c("#f4efdf", "#faf7ee", "#e6dfcc", "#d6cdb6", "#ece5d4", "#f4efdf", "#eda43c", "#ea8f3c"),)),
    Species("goose", c("#a99c8c", "#d9d2c4", "#8a7d6e", "#6d6256", "#5f564c", "#3a3835", "#3a3835", "#4a4642", cheek="#f1ece0"), build="waterfowl", depth=0.6, head=0.31, neck=0.95, legs=0.34, tail=0.4, beak=("flat", 0.34), poses=("swim", "stand", "stand", "fly"), hypernyms=WATER,
            others=(c("#f3f0e6", "#faf8f2", "#e3dfd2", "#cfcabc", "#e9e5da", "#f3f0e6", "#ea9a3c", "#ea8f3c"),)),
    Species("swan", c("#f6f3ec", "#fcfaf6", "#e6e3da", "#d2d0c8", "#ebe8e0", "#f6f3ec", "#e88c3c", "#44444a", mask_beak="#2a2a2e"), build="waterfowl", length=1.15, depth=0.62, head=0.27, neck=1.45, legs=0.3, tail=0.45, tail_kind="up", beak=("flat", 0.36), poses=("swim", "swim", "swim", "fly"), wing_span=1.9, hypernyms=WATER),
    Species("pelican", c("#f3efe4", "#faf7f0", "#dcd6c8", "#3f4048", "#e6e0d4", "#f3efe4", "#eda848", "#e8a04a"), build="waterfowl", length=1.1, depth=0.66, head=0.3, neck=0.85, legs=0.3, tail=0.35, beak=("pouch", 1.0), poses=("swim", "stand", "fly"), wing_span=1.9, hypernyms=WATER),
    Species("flamingo", c("#ef93a8", "#f5abba", "#e87a96", "#d05a7e", "#e87a96", "#ef93a8", "#f6e6dc", "#ea8a9e", beak_tip="#2f2c32"), build="wader", length=0.8, depth=0.58, head=0.26, neck=1.75, legs=2.0, tail=0.3, beak=("bent", 0.42), poses=("stand", "stand", "stand", "fly"), hypernyms=WATER),
    Species("heron", c("#8f9fb0", "#e3e8ea", "#76889b", "#4a5a6c", "#76889b", "#e6e9ea", "#e6ae48", "#9a8a62", cap_line="#333b48"), build="wader", length=0.95, depth=0.5, head=0.25, neck=1.5, legs=1.55, tail=0.4, beak=("thin", 0.75), poses=("stand", "stand", "fly"), hypernyms=WATER),
    Species("stork", c("#f4f0e6", "#faf7f0", "#33343b", "#26272d", "#f4f0e6", "#f4f0e6", "#d9573f", "#d9603f"), build="wader", length=0.95, depth=0.54, head=0.27, neck=1.2, legs=1.6, tail=0.35, beak=("thin", 0.85), poses=("stand", "stand", "fly"), hypernyms=WATER),
    Species("crane", c("#f1eee6", "#f8f6f0", "#dedad0", "#33343b", "#33343b", "#f1eee6", "#8f8a72", "#4a4a4e", cap="#cf423c", neck="#33343b"), build="wader", length=1.0, depth=0.54, head=0.24, neck=1.55, legs=1.7, tail=0.6, beak=("thin", 0.5), poses=("stand", "stand", "fly"), wing_span=1.8, hypernyms=WATER),
    Species("ostrich", c("#3a373c", "#3a373c", "#2f2d32", "#f1ece0", "#efe9dc", "#c9a58c", "#c99a78", "#c9a088", neck="#c9a58c"), build="wader", length=1.0, depth=0.82, head=0.26, neck=1.5, legs=1.6, tail=0.55, tail_kind="plume", beak=("flat", 0.24), poses=("stand",)),
    Species("eagle", c("#6f4f38", "#7f5d43", "#5d4230", "#3f2e24", "#f1ece0", "#f4f0e4", "#ecb43e", "#e6ac44"), depth=0.6, head=0.4, tilt=40, legs=0.36, tail=0.8, tail_kind="fan", beak=("hook", 0.36), wing_span=2.0, poses=("perch", "stand", "fly", "fly"), hypernyms=("bird of prey", "bird")),
    Species("falcon", c("#66748a", "#efe6d6", "#566478", "#3d4858", "#566478", "#4a566a", "#3a3f4a", "#e2b24a", mask_line="#333c4a", spots="#8a7a6a"), depth=0.56, head=0.38, tilt=44, legs=0.32, tail=0.85, beak=("hook", 0.24), wing_span=1.9, poses=("perch", "fly", "fly"), hypernyms=("hawk", "bird of prey", "bird")),
    Species("vulture", c("#4f453f", "#5a4f48", "#433a35", "#332c29", "#433a35", "#d79a8c", "#e6dcc8", "#b8a490", collar="#efe6d8"), depth=0.62, head=0.3, neck=0.3, tilt=44, legs=0.36, tail=0.7, beak=("hook", 0.32), wing_span=2.0, poses=("perch", "stand", "fly"), hypernyms=("bird of prey", "bird")),
    Species("rooster", c("#c4703c", "#8f4630", "#a6552f", "#6d3a2a", "#2f5f5a", "#dd9a48", "#ecb84a", "#e6ac44", comb="#cf3b38"), build="fowl", depth=0.74, head=0.33, neck=0.4, tilt=22, legs=0.55, tail=1.25, tail_kind="arch", beak=("cone", 0.22), poses=("stand",), hypernyms=("cockerel", "bird")),
    Species("hen", c("#a9633f", "#c07f55", "#8f5234", "#6d3f2a", "#7d482f", "#a9633f", "#ecb84a", "#e6ac44", comb="#cf4640"), build="fowl", depth=0.84, head=0.32, neck=0.26, tilt=12, legs=0.36, tail=0.6, tail_kind="up", beak=("cone", 0.2), poses=("stand", "stand", "sit"), hypernyms=("chicken", "bird"),
            others=(c("#f3eee2", "#faf7f0", "#e2dccd", "#cfc8b8", "#e6e0d2", "#f3eee2", "#ecb84a", "#e6ac44", comb="#d2453f"),)),
    Species("turkey", c("#6b4a38", "#7d5843", "#5a3d2e", "#caa27c", "#7d5138", "#8fb0c8", "#e6b65a", "#d58a6a", comb="#cf3f3c"), build="fowl", depth=0.86, head=0.28, neck=0.5, tilt=16, legs=0.45, tail=1.15, tail_kind="display", beak=("cone", 0.2), poses=("stand",)),
    Species("peacock", c("#2f6fb4", "#2a8a8a", "#8a7a5c", "#6d5f48", "#3f8f6a", "#2f74c0", "#a8a49a", "#8a8074", crown="#3f8fc4"), build="fowl", depth=0.6, head=0.29, neck=0.85, tilt=16, legs=0.6, tail=2.1, tail_kind="peacock", beak=("cone", 0.2), poses=("stand",)),
    Species("chick", c("#f4cf5a", "#f9e08c", "#e8bb44", "#d9a838", "#e8bb44", "#f6d666", "#e88f48", "#e0924c"), build="chick", depth=0.8, head=0.6, tilt=10, legs=0.28, tail=0.2, beak=("cone", 0.2), poses=("stand", "stand", "sit"), hypernyms=("baby bird", "bird")),
    Species("duckling", c("#f2d468", "#f8e595", "#c99f4a", "#a8823c", "#d9b350", "#f2d468", "#e8924a", "#e0924c", cap="#b08a48"), build="chick", depth=0.66, head=0.52, tilt=8, legs=0.2, tail=0.3, beak=("flat", 0.32), poses=("swim", "stand"), hypernyms=("baby duck", "baby bird", "bird")),
    Species("owl", c("#8f6b4a", "#dcc3a0", "#75553a", "#5c432e", "#75553a", "#8f6b4a", "#e0a84a", "#d0a05a", disc="#e9d6b6", spots="#6d4e36", iris="#f0b93e", tufts="#75553a"), build="owl", poses=("perch", "perch", "stand", "sit", "fly"), hypernyms=("bird of prey", "bird")),
    Species("snowy owl", c("#f2efe7", "#faf8f3", "#dedacf", "#b8b3a8", "#e2ddd2", "#f2efe7", "#4a4648", "#b8b0a4", disc="#fbf9f4", spots="#a39c92", iris="#efbf44"), build="owl", poses=("perch", "stand", "fly"), hypernyms=("owl", "bird")),
    Species("barn owl", c("#d9a868", "#f6efe0", "#c4914f", "#a9783e", "#c4914f", "#d9a868", "#e6cfae", "#d9b48a", disc="#fbf5e8", spots="#a67c50", iris="#2a2428"), build="owl", poses=("perch", "perch", "fly"), hypernyms=("owl", "bird")),
    Species("penguin", c("#34394a", "#f9f6ee", "#2b303e", "#23272f", "#2b303e", "#34394a", "#eaa040", "#eaa040", patch="#f0c86a"), build="penguin", poses=("stand", "stand", "stand"), hypernyms=WATER),
    Species("baby penguin", c("#8f949e", "#d3d4d6", "#7d828c", "#6d727c", "#7d828c", "#3a3c44", "#4a4850", "#5a5860", patch="#f3f0e8"), build="penguin", head=0.5, poses=("stand", "stand"), hypernyms=("penguin", "baby bird", "bird")),
    Species("kiwi bird", c("#8a6a4c", "#a4835f", "#775a3f", "#5f4630", "#775a3f", "#8a6a4c", "#e2cfae", "#b89a78"), build="fowl", length=0.95, depth=0.84, head=0.32, neck=0.1, tilt=6, legs=0.5, tail=0.0, beak=("thin", 0.85), poses=("stand",)),
)  # fmt: skip
