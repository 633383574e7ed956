"""How big the networks are: one row each, chosen by the recipe."""

SHAPES = {
    # two of them, in 8 bits and with what they remember, leave room for the rest in 60 MiB
    "full": dict(widths=(64, 144, 192), depth=(1, 2, 2), heads=8, condition=320),
    # for training on two CPU cores: most of the work at 16 x 16 and 8 x 8
    "small": dict(widths=(32, 96, 192), depth=(1, 1, 1), heads=6, condition=256),
    # for tests
    "tiny": dict(widths=(16, 32, 48), depth=(1, 1, 1), heads=2, condition=32),
}
