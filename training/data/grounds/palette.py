"""The colours of the picture book's world."""

# word: paper colour behind everything
BACKGROUNDS = {
    "cream": "#f5e9d1",
    "sky blue": "#c3dfec",
    "mint": "#d0e8d4",
    "pink": "#f4d0cb",
    "yellow": "#f0cb6c",
    "lavender": "#d8cdea",
    "navy": "#27365a",
    "teal": "#33777a",
    "white": "#faf8f3",
    "coral": "#ee8f76",
    "grey": "#c4c7c9",
    "green": "#9cbd84",
}
DARK = ("navy", "teal")

GRASS = ("#6f9f5e", "#82ab5c", "#4d8a68", "#97ad57", "#5b9172")
MEADOW = (*GRASS, "#cf9a45", "#dbb052")
PETALS = ("#e4606d", "#f0914f", "#f2c24e", "#9a76c6", "#f0a9bd", "#f8f3e6", "#6f9bd8")
WOOD = ("#6e4d38", "#7f5c43", "#8a6a4e", "#5d4436")
WATER = ("#7fb4cf", "#6aa6c4", "#8cc3c8", "#5b92b8", "#79b8b4")
