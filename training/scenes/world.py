"""What may stand where: the rules that make scenes believable. Tables, no code."""

# place: layers it is made of, words, backgrounds it suits (None: any), and how subjects sit in it
PLACES = {
    "plain": dict(words=(), sky=("sun", "clouds", None, None, None)),
    "meadow": dict(ground="meadow", words=("in a meadow", "on the grass", "on a hill"), sky=("sun", "clouds", "sun_and_clouds", "rainbow", "rain", None), far=("hills", "trees", "village", None)),
    "garden": dict(ground="garden", words=("in a garden", "among flowers", "in the flowers"), sky=("sun", "clouds", "sun_and_clouds", "rainbow", None), far=("hills", "trees", "village", None)),
    "forest": dict(ground="forest", words=("in the forest", "in the woods", "in a wood"), sky=("sun", "rain", None), far=("trees",)),
    "mountains": dict(ground="meadow", words=("in the mountains", "by the mountains"), sky=("sun", "clouds", None), far=("mountains",)),
    "snow": dict(ground="snow", words=("in the snow", "in winter", "on the snow"), sky=("snowfall", "snowfall", "clouds", None), far=("trees", "mountains", "hills", None)),
    "beach": dict(ground="beach", words=("on the beach", "by the sea", "on the sand"), sky=("sun", "clouds", "sun_and_clouds", None), far=(None,)),
    "road": dict(ground="road", words=("on the road", "on a street"), sky=("sun", "clouds", "rain", None), far=("hills", "trees", "village", None)),
    "table": dict(ground="table", words=("on a table", "on the table"), sky=(None,), far=(None,)),
    "room": dict(ground="room", words=("in a room", "on the floor", "indoors"), sky=(None,), far=(None,)),
    "branch": dict(branch=True, words=("on a branch", "sitting on a branch", "in a tree"), sky=("sun", "clouds", None, None)),
    "nest": dict(branch=True, front="nest", words=("in a nest", "sitting in a nest"), sky=("sun", None, None)),
    "water": dict(ground="water", front="water", words=("on the water", "on a lake", "swimming"), sky=("sun", "clouds", "rainbow", "rain", None), far=("hills", "trees", "mountains", None)),
    "sea": dict(ground="seabed", words=("under the sea", "under water"), sky=("bubbles",), far=(None,), backgrounds=("sky blue", "teal", "navy", "mint")),
    "sky": dict(words=("in the sky", "flying", "up in the air"), sky=("clouds", "sun_and_clouds", "sun", "rainbow", None)),
}

# where a subject is at home -> places it is drawn in, with weights
HOMES = {
    "land": {"plain": 3, "meadow": 3, "forest": 2, "mountains": 1, "snow": 1.5, "garden": 1, "beach": 1, "road": 0.5, "room": 0.3},
    "garden": {"plain": 3, "meadow": 2, "garden": 3, "forest": 1.5, "snow": 0.5, "beach": 0.5},
    "sea": {"plain": 2, "sea": 4, "water": 2, "beach": 1},
    "sky": {"plain": 3, "sky": 5},
    "table": {"plain": 3, "table": 4, "meadow": 0.7, "room": 0.4, "beach": 0.3},
    "room": {"plain": 3, "room": 2, "table": 2, "meadow": 0.6, "snow": 0.3, "beach": 0.4},
    "road": {"plain": 2, "road": 4, "meadow": 1, "snow": 1, "beach": 0.6, "mountains": 0.7},
    "perch": {"plain": 1, "branch": 4, "meadow": 1.5, "garden": 1, "snow": 1, "forest": 1, "nest": 1, "beach": 0.3},
    "stand": {"plain": 2, "meadow": 3, "garden": 1, "snow": 1.2, "beach": 1, "forest": 1},
    "swim": {"water": 1},
    "sit": {"nest": 1},
    "fly": {"plain": 1.5, "sky": 4, "meadow": 0.8, "mountains": 0.6, "beach": 0.5},
}
FLOATING = ("plain", "sky", "sea")  # no contact shadow, any tilt

# time of day: chance, words, forced backgrounds, light, sky
TIMES = {
    "day": dict(chance=0.78, words=(), tint=(1, 1, 1)),
    "night": dict(chance=0.12, words=("at night", "at night", "under the stars", "in the moonlight"), tint=(0.86, 0.88, 1.0), sky=("moon", "stars", "moon"), backgrounds=("navy", "navy", "navy", "teal")),
    "sunset": dict(chance=0.10, words=("at sunset", "in the evening", "at dusk"), tint=(1.0, 0.95, 0.88), sky=("low_sun",), backgrounds=("coral", "yellow", "pink", "lavender")),
}
INDOORS = ("table", "room", "sea")  # always day

SKY_WORDS = {
    "sun": ("with a sun", "and the sun", "in the sun"),
    "sun_and_clouds": ("with the sun and clouds",),
    "clouds": ("with clouds", "with white clouds"),
    "rain": ("in the rain", "on a rainy day"),
    "snowfall": ("while it snows", "with falling snow"),
    "rainbow": ("with a rainbow", "under a rainbow"),
    "moon": ("with a moon", "with the moon and stars"),
    "stars": ("with stars",),
}
FAR_WORDS = {"hills": ("hills",), "trees": ("trees",), "mountains": ("mountains",), "village": ("a village", "little houses")}
SIZES = {"tiny": (0.20, 0.27), "small": (0.27, 0.38), "": (0.38, 0.60), "big": (0.60, 0.74), "huge": (0.74, 0.86)}
SIZE_WORDS = {"tiny": ("tiny", "very small", "wee"), "small": ("small", "little"), "": (), "big": ("big", "large"), "huge": ("huge", "very big", "giant")}
