"""One graph: exported, checked against torch, packed, checked again, written."""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from .graphs import Graph
from .pack import pack

EXACT = 1e-3  # relative error of the unpacked graph: float32 in another order
PACKED = {"half": 5e-3, "int8": 8e-2}  # of the packed one


@dataclass
class Written:
    """bytes of the file; exact, packed: relative root mean square errors against torch."""

    path: str
    bytes: int
    exact: float
    packed: float


def difference(got: list[np.ndarray], meant: list[torch.Tensor]) -> float:
    """The largest relative root mean square error among outputs."""
    return max(float(np.sqrt(((g - m.numpy()) ** 2).mean()) / (m.std().item() + 1e-6)) for g, m in zip(got, meant, strict=True))


def run(data: bytes, inputs: dict[str, torch.Tensor]) -> list[np.ndarray]:
    """The graph's outputs."""
    return onnxruntime.InferenceSession(data).run(None, {k: v.numpy() for k, v in inputs.items()})


@torch.no_grad()
def write_graph(graph: Graph, folder: Path) -> Written:
    """Raises where onnxruntime and torch disagree."""
    module = graph.module.float().cpu().to(memory_format=torch.contiguous_format).eval()
    names, inputs = list(graph.inputs), tuple(graph.inputs.values())
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, inputs, buffer, input_names=names, output_names=graph.outputs, dynamic_axes=graph.axes, dynamo=False, opset_version=17)
    meant = module(*inputs)
    meant = list(meant) if isinstance(meant, tuple) else [meant]
    exact = difference(run(buffer.getvalue(), graph.inputs), meant)
    packed = pack(onnx.load_from_string(buffer.getvalue()), graph.weights).SerializeToString()
    loss = difference(run(packed, graph.inputs), meant)
    if exact > EXACT or loss > PACKED[graph.weights]:
        raise SystemExit(f"{graph.path} differs from torch: {exact:.2g} unpacked, {loss:.2g} packed")
    path = folder / graph.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed)
    return Written(graph.path, len(packed), exact, loss)
