"""Builds a drawable folder whose U-Net weighs more than protobuf's 2 GiB, with random weights in a file beside the graph,
for bench/load-memory.ts; or smaller ones, for bench/switch-models.ts.

    python -m venv .venv && .venv/bin/pip install onnx
    .venv/bin/python bench/make_big.py bench/work/big 2400 fp32
    .venv/bin/python bench/make_big.py bench/work/big-fp16 2400 fp16

The second argument is MB of weights. The U-Net is a chain of what those of Stable Diffusion weigh most in: convolutions
of 3 x 3 over 1280 channels, then two matrices of a feed-forward layer. Everything else is the tests' tiny-sd.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

TINY = Path(__file__).parent.parent / "test" / "fixtures" / "tiny-sd"
WIDTH = 1280


class Graph:
    def __init__(self, folder: Path, half: bool):
        self.nodes, self.weights = [], []
        self.file = open(folder / "model.onnx_data", "wb")
        self.type = np.float16 if half else np.float32
        self.kind = TensorProto.FLOAT16 if half else TensorProto.FLOAT
        self.random = np.random.default_rng(0)

    def weight(self, name: str, *shape: int) -> str:
        fan = int(np.prod(shape[1:] if len(shape) == 4 else shape[:1]))
        values = (self.random.standard_normal(shape, np.float32) * (0.5 / fan**0.5)).astype(self.type)
        offset = -(-self.file.tell() // 4096) * 4096
        self.file.seek(offset)
        self.file.write(values.tobytes())
        tensor = TensorProto(name=name, data_type=self.kind, dims=shape, data_location=TensorProto.EXTERNAL)
        for key, value in dict(location="model.onnx_data", offset=offset, length=values.nbytes).items():
            tensor.external_data.add(key=key, value=str(value))
        self.weights.append(tensor)
        return name

    def small(self, name: str, values) -> str:
        self.weights.append(onnx.numpy_helper.from_array(np.asarray(values), name))
        return name

    def add(self, op: str, inputs: list[str], **attributes) -> str:
        out = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [out], **attributes))
        return out


def unet(folder: Path, megabytes: float, half: bool) -> None:
    folder.mkdir(parents=True)
    g = Graph(folder, half)
    width = WIDTH if megabytes > 300 else 320
    words = json.loads((TINY / "text_encoder" / "config.json").read_text())["hidden_size"]
    ports = [("sample", TensorProto.FLOAT, ["batch", 4, "height", "width"]), ("timestep", TensorProto.FLOAT, [1]),
             ("encoder_hidden_states", TensorProto.FLOAT, ["batch", "words", words])]
    inside = {name: g.add("Cast", [name], to=g.kind) for name, _, _ in ports}
    told = g.add("MatMul", [inside["encoder_hidden_states"], g.weight("told", words, width)])
    told = g.add("ReduceMean", [told, g.small("axis_words", np.array([1], np.int64))], keepdims=1)
    told = g.add("Transpose", [told], perm=[0, 2, 1])
    told = g.add("Unsqueeze", [told, g.small("axis_last", np.array([3], np.int64))])
    time = g.add("Mul", [inside["timestep"], g.small("thousandth", g.type(0.001))])
    x = g.add("Conv", [inside["sample"], g.weight("in", width, 4, 3, 3)], pads=[1] * 4)
    x = g.add("Add", [g.add("Add", [x, told]), time])
    block = 0
    while g.file.tell() < megabytes * 1e6:
        y = g.add("Conv", [x, g.weight(f"conv_{block}", width, width, 3, 3)], pads=[1] * 4)
        y = g.add("Mul", [y, g.add("Sigmoid", [y])])
        y = g.add("Transpose", [y], perm=[0, 2, 3, 1])
        y = g.add("Tanh", [g.add("MatMul", [y, g.weight(f"up_{block}", width, 4 * width)])])
        y = g.add("MatMul", [y, g.weight(f"down_{block}", 4 * width, width)])
        x = g.add("Add", [x, g.add("Transpose", [y], perm=[0, 3, 1, 2])])
        block += 1
    out = g.add("Conv", [x, g.weight("out", 4, width, 3, 3)], pads=[1] * 4)
    g.nodes.append(helper.make_node("Cast", [out], ["out_sample"], to=TensorProto.FLOAT))
    graph = helper.make_graph(
        g.nodes, "big", [helper.make_tensor_value_info(*port) for port in ports],
        [helper.make_tensor_value_info("out_sample", TensorProto.FLOAT, ["batch", 4, "height", "width"])], g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    g.file.close()


def main() -> None:
    out, megabytes, precision = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    shutil.copytree(TINY, out, ignore=shutil.ignore_patterns("unet"))
    unet(out / "unet", megabytes, precision == "fp16")
    shutil.copy(TINY / "unet" / "config.json", out / "unet")
    total = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{out}: {total / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
