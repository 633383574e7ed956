"""Writes ../../fixtures/tiny-scorer, a scorer with random weights, and scorer_golden.json, what it says of three pictures.

    pip install onnxruntime==1.30.0 onnx==1.23.2 transformers==4.57.6
    python test/engine/golden/make_scorer_golden.py            the fixture and its numbers
    python test/engine/golden/make_scorer_golden.py FOLDER     prints the numbers of another folder's scorer

Pictures are given by a formula, so that both languages can paint them; they are brought to the scorer's square by torch's
adaptive_avg_pool2d, which for whole factors is the mean of each cell.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from transformers import CLIPTokenizerFast

HERE = Path(__file__).parent
FIXTURE = HERE / "../../fixtures/tiny-scorer"
TOKENIZER = "../../tiny-sd/tokenizer"
SIZE, WIDTH, LENGTH = 16, 12, 32
TEXTS = ["a red bird on a branch", "a blue fish", ""]
PICTURES = [(128, 128), (64, 96), (16, 16)]


def picture(height, width):
    """[H, W, 3] bytes: (31 x + 17 y + 101 c + x y) mod 256."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return ((31 * x + 17 * y + 101 * c + x * y) % 256).astype(np.uint8)


def cover(size_from, size_to):
    """[to, from]: the share of each cell that each of `to` cells covers."""
    step = size_from / size_to
    edges = np.arange(size_to + 1) * step
    cells = np.arange(size_from)
    low = np.maximum(edges[:-1, None], cells[None])
    high = np.minimum(edges[1:, None], cells[None] + 1)
    return np.clip(high - low, 0, None) / step


def prepared(pixels, config):
    size = config.get("image_size", config.get("size"))
    mean, std = (np.array(config.get(f"image_{k}", config.get(k))) for k in ("mean", "std"))
    small = np.einsum("yh,xw,hwc->cyx", cover(pixels.shape[0], size), cover(pixels.shape[1], size), pixels / 255)
    return ((small - mean[:, None, None]) / std[:, None, None]).astype(np.float32)[None]


def save_fixture():
    rng = np.random.default_rng(7)
    tokenizer = json.loads((FIXTURE / "scorer" / TOKENIZER / "vocab.json").resolve().read_text())
    weights = dict(
        shape=np.array([0, -1], np.int64),
        project=rng.normal(size=(3 * SIZE * SIZE, WIDTH)).astype(np.float32),
        table=rng.normal(size=(len(tokenizer), WIDTH)).astype(np.float32),
        places=rng.normal(size=(LENGTH, 1)).astype(np.float32),
    )
    unit = lambda source, out: helper.make_node("LpNormalization", [source], [out], axis=-1, p=2)
    graphs = dict(
        image_encoder=(
            [helper.make_node("Reshape", ["pixel_values", "shape"], ["flat"]), helper.make_node("MatMul", ["flat", "project"], ["raw"]), unit("raw", "image_embeds")],
            [("pixel_values", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])], ["image_embeds"], ["shape", "project"],
        ),
        text_encoder=(
            [helper.make_node("Gather", ["table", "input_ids"], ["rows"]), helper.make_node("Mul", ["rows", "places"], ["placed"]),
             helper.make_node("ReduceMean", ["placed"], ["raw"], axes=[1], keepdims=0), unit("raw", "text_embeds")],
            [("input_ids", TensorProto.INT64, ["batch", LENGTH])], ["text_embeds"], ["table", "places"],
        ),
    )
    for name, (nodes, inputs, outputs, used) in graphs.items():
        graph = helper.make_graph(
            nodes, name, [helper.make_tensor_value_info(*row) for row in inputs],
            [helper.make_tensor_value_info(out, TensorProto.FLOAT, ["batch", WIDTH]) for out in outputs],
            [numpy_helper.from_array(weights[key], key) for key in used],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
        onnx.checker.check_model(model)
        onnx.save(model, FIXTURE / "scorer" / f"{name}.onnx")


def numbers(folder):
    config = json.loads((folder / "scorer/config.json").read_text())
    tokenizer = CLIPTokenizerFast.from_pretrained((folder / "scorer" / config.get("tokenizer", "../tokenizer")).resolve())
    open_graph = lambda name: onnxruntime.InferenceSession(folder / f"scorer/{name}.onnx", providers=["CPUExecutionProvider"])
    image, words = open_graph("image_encoder"), open_graph("text_encoder")
    ids = [tokenizer(text, padding="max_length", truncation=True, max_length=config["max_length"]).input_ids for text in TEXTS]
    texts = words.run(None, {words.get_inputs()[0].name: np.array(ids, np.int64)})[0]
    cases = []
    for height, width in PICTURES:
        embedding = image.run(None, {image.get_inputs()[0].name: prepared(picture(height, width), config)})[0][0]
        scores = texts @ embedding
        weights = np.exp(config["logit_scale"] * (scores - scores.max()))
        cases.append(dict(height=height, width=width, embedding=embedding.tolist(), scores=scores.tolist(), shares=(weights / weights.sum()).tolist()))
    return dict(texts=TEXTS, cases=cases)


if len(sys.argv) > 1:
    print(json.dumps(numbers(Path(sys.argv[1]))))
else:
    (FIXTURE / "scorer").mkdir(parents=True, exist_ok=True)
    config = dict(size=SIZE, mean=[0.48, 0.46, 0.41], std=[0.27, 0.26, 0.28], logit_scale=4.0, tokenizer=TOKENIZER, max_length=LENGTH)
    (FIXTURE / "scorer/config.json").write_text(json.dumps(config, indent=2) + "\n")
    save_fixture()
    (HERE / "scorer_golden.json").write_text(json.dumps(numbers(FIXTURE)) + "\n")
