"""Which number format a device trains in: bfloat16 where the chip multiplies it fast, else float32."""

import torch


def autocast(device: torch.device):
    """A context for forward passes. Old CPUs would emulate bfloat16, several times slower than float32."""
    fast = device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=bool(fast))
