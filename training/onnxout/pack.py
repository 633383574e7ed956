"""Weights stored in fewer bits, with nodes that turn them back when a session opens; the interface stays float32.

half: fp16 and a Cast. int8: per output channel, symmetric, and a Cast and a Mul. Runtimes fold both away at load.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper

SMALL = 1024  # tensors of fewer numbers stay as they are


def channel_axis(graph: onnx.GraphProto, name: str, rank: int) -> int | None:
    """The axis of a weight that has a scale of its own per index, by what reads it; None where that is not clear."""
    for node in graph.node:
        if name not in node.input:
            continue
        if node.op_type in ("Conv", "Gather"):
            return 0
        if node.op_type == "Gemm":
            transposed = next((a.i for a in node.attribute if a.name == "transB"), 0)
            return 0 if transposed else 1
        if node.op_type == "MatMul" and rank == 2:
            return 1
        return None
    return None


def to_int8(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 and its scales, shaped to be multiplied."""
    others = tuple(k for k in range(values.ndim) if k != axis)
    scale = np.maximum(np.abs(values).max(others, keepdims=True), 1e-8) / 127
    return np.clip(np.round(values / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def pack(model: onnx.ModelProto, weights: str) -> onnx.ModelProto:
    """Replaces float32 initialisers; 'half' or 'int8' (what has no clear channels becomes half)."""
    graph, stored, nodes = model.graph, [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < SMALL:
            stored.append(tensor)
            continue
        axis = channel_axis(graph, tensor.name, values.ndim) if weights == "int8" and values.ndim > 1 else None
        packed = f"{tensor.name}_packed"
        if axis is None:
            stored.append(numpy_helper.from_array(values.astype(np.float16), packed))
            nodes.append(helper.make_node("Cast", [packed], [tensor.name], to=onnx.TensorProto.FLOAT))
        else:
            small, scale = to_int8(values, axis)
            stored += [numpy_helper.from_array(small, packed), numpy_helper.from_array(scale, f"{packed}_scale")]
            nodes.append(helper.make_node("Cast", [packed], [f"{packed}_wide"], to=onnx.TensorProto.FLOAT))
            nodes.append(helper.make_node("Mul", [f"{packed}_wide", f"{packed}_scale"], [tensor.name]))
    nodes += graph.node
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(stored)
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model
