"""Writes dct_golden.json: planes and their orthonormal 2-D DCT-II.

    pip install scipy==1.17.1
    python test/engine/golden/make_dct_golden.py
"""

import json
from pathlib import Path

import numpy
import scipy
from scipy.fft import dctn

random = numpy.random.default_rng(7)
planes = [random.standard_normal(shape) for shape in [(1, 1), (4, 4), (6, 9), (16, 5)]]
cases = [
    {'shape': plane.shape, 'plane': plane.flatten().tolist(), 'waves': dctn(plane, norm='ortho').flatten().tolist()}
    for plane in planes
]
text = json.dumps({'scipy': scipy.__version__, 'cases': cases}, indent=1)
Path(__file__).with_name('dct_golden.json').write_text(text + '\n')
