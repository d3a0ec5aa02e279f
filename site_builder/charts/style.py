"""Colours, sizes and patterns of charts; the same in every chart, so that readers learn them once.

Series colours keep a contrast of at least 3 on white and on the dark theme's background, and differ for
colour-blind readers in lightness and hue; a pattern goes with every second colour. Text and lines use `INK` and
`RULE`, which the drawing turns into `currentColor`: they take the colour of the page around them.
"""

from __future__ import annotations

INK = "#1b2733"
RULE = "#c9d2dc"
BLUE = "#2f7bc4"
ORANGE = "#c8690f"
GREEN = "#12876a"
PURPLE = "#a05bb0"
GREY = "#6f7b87"
SERIES = (BLUE, ORANGE, GREEN, PURPLE)

WIDE = 720
NARROW = 328
"""Widths in CSS pixels: `NARROW` is a 360 px phone less its margins, where text stays as large as it is drawn."""
FONT = 13
BAR = 15

PATTERN_COLOUR = "rgba(255,255,255,0.55)"
STRIPES: dict[str, object] = {
    "symbol": "rect",
    "dashArrayX": [1, 0],
    "dashArrayY": [3, 4],
    "rotation": -0.7853981633974483,
    "color": PATTERN_COLOUR,
}
DOTS: dict[str, object] = {
    "symbol": "circle",
    "symbolSize": 0.8,
    "dashArrayX": [[7, 7], [0, 7, 7, 0]],
    "dashArrayY": [5, 0],
    "color": PATTERN_COLOUR,
}
CROSS: dict[str, object] = {
    "symbol": "rect",
    "dashArrayX": [[5, 3], [3, 5]],
    "dashArrayY": [4, 0],
    "color": PATTERN_COLOUR,
}
PLAIN: dict[str, object] = {"symbol": "rect", "color": "rgba(0,0,0,0)"}
PATTERNS: tuple[dict[str, object], ...] = (PLAIN, STRIPES, DOTS, CROSS)
"""The first series is plain, each further one has its own pattern."""
