"""A tiny decoder as a model folder's preview: export_taesd.py CHECKPOINT FOLDER

CHECKPOINT is an AutoencoderTiny of diffusers (madebyollin/taesd, madebyollin/taesdxl, or a folder), FOLDER a model in
diffusers-ONNX layout. Writes FOLDER/vae_decoder_preview/model.onnx, which takes the same latent as the model's own
decoder: divided by its scaling factor.
"""

import json
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderTiny

checkpoint, folder = sys.argv[1], Path(sys.argv[2])
config = folder / "vae_decoder" / "config.json"
scale = json.loads(config.read_text()).get("scaling_factor", 0.18215) if config.exists() else 0.18215
vae = AutoencoderTiny.from_pretrained(checkpoint).eval()


class Decoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.vae = vae

    def forward(self, latent_sample):
        return self.vae.decode(latent_sample * scale, return_dict=False)[0]


out = folder / "vae_decoder_preview"
out.mkdir(exist_ok=True)
latent = torch.randn(1, vae.config.latent_channels, 8, 8)
axes = {name: {0: "batch_size", 2: f"{name}_height", 3: f"{name}_width"} for name in ("latent_sample", "sample")}
torch.onnx.export(Decoder(), (latent,), str(out / "model.onnx"), dynamo=False, opset_version=17,
                  input_names=["latent_sample"], output_names=["sample"], dynamic_axes=axes)
print(f"{out / 'model.onnx'} decodes latents of scaling factor {scale}")
