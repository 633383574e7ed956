"""How big the networks are: one row each, chosen by the recipe."""

SHAPES = {
    # for a data-centre GPU: about 25 M parameters
    "full": dict(widths=(112, 208, 304), depth=(1, 2, 2), heads=8, condition=448),
    # for two CPU cores: most of the work at 16 x 16 and 8 x 8
    "small": dict(widths=(32, 96, 192), depth=(1, 1, 1), heads=6, condition=256),
    # for tests
    "tiny": dict(widths=(16, 32, 48), depth=(1, 1, 1), heads=2, condition=32),
}
