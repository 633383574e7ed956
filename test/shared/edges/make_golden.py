"""Writes scene.png and canny.png: what scikit-image's Canny finds in a small scene.

    pip install numpy scikit-image imageio && python make_golden.py
"""

from pathlib import Path

import imageio.v3 as imageio
import numpy as np
from skimage.feature import canny

here = Path(__file__).parent
y, x = np.mgrid[0:96, 0:128].astype(np.float64)
scene = 0.35 + 0.3 * x / 128
scene[(x - 40) ** 2 + (y - 44) ** 2 < 26**2] = 0.9
scene[(abs(x - 92) < 20) & (abs(y - 60) < 18)] = 0.12
scene[(abs((x - 92) + (y - 60)) < 9) & (abs((x - 92) - (y - 60)) < 30)] = 0.6
scene += np.random.default_rng(7).normal(0, 0.015, scene.shape)
grey = np.clip(np.round(scene * 255), 0, 255).astype(np.uint8)
imageio.imwrite(here / "scene.png", grey)
# Its Sobel operator is not divided by 8.
found = canny(grey / 255, sigma=1.4, low_threshold=0.025 * 8, high_threshold=0.06 * 8, mode="nearest")
imageio.imwrite(here / "canny.png", (found * 255).astype(np.uint8))
