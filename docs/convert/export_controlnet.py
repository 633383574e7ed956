"""A ControlNet for a model folder: export_controlnet.py CHECKPOINT CONTROLNET FOLDER [NAME]

CHECKPOINT is the Stable Diffusion 1.x or 2.x pipeline that FOLDER was exported from, CONTROLNET a ControlNetModel of
diffusers for it. Writes FOLDER/controlnet/NAME/model.onnx and puts in place of FOLDER/unet/model.onnx a U-Net with inputs
for what ControlNets add.
"""

import sys
from pathlib import Path

import onnx
import torch
from diffusers import ControlNetModel, UNet2DConditionModel

checkpoint, net_name, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
name = sys.argv[4] if len(sys.argv) > 4 else Path(net_name).name
unet = UNet2DConditionModel.from_pretrained(checkpoint, subfolder="unet").eval()
net = ControlNetModel.from_pretrained(net_name).eval()
if unet.config.addition_embed_type:
    sys.exit("SDXL's ControlNets take more inputs than this script gives them")


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.net = net

    def forward(self, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale):
        down, mid = self.net(sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale, return_dict=False)
        return (*down, mid)


class Unet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, encoder_hidden_states, *residuals):
        return self.unet(sample, timestep, encoder_hidden_states, down_block_additional_residuals=residuals[:-1],
                         mid_block_additional_residual=residuals[-1], return_dict=False)[0]


def export(module, inputs, outputs, axes, out):
    out.mkdir(parents=True, exist_ok=True)
    file = out / "model.onnx"
    torch.onnx.export(module, tuple(inputs.values()), str(file), dynamo=False, opset_version=17, do_constant_folding=True,
                      input_names=list(inputs), output_names=outputs, dynamic_axes=axes)
    # Exporters write tensors of large graphs one by one; one file of weights is easier to keep.
    if len(list(out.iterdir())) > 2:
        model = onnx.load(str(file))
        for extra in out.iterdir():
            if extra.suffix != ".json":
                extra.unlink()
        onnx.save(model, str(file), save_as_external_data=True, location="model.onnx_data")
    print(file)


base = {
    "sample": torch.randn(2, unet.config.in_channels, 16, 16),
    "timestep": torch.tensor([500.0]),
    "encoder_hidden_states": torch.randn(2, 77, unet.config.cross_attention_dim),
}
plain = {"sample": {0: "batch_size", 2: "height", 3: "width"}, "timestep": {0: "steps"},
         "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"}}
count = len(net.controlnet_down_blocks)
down = [f"down_block_res_sample_{i}" for i in range(count)] + ["mid_block_res_sample"]
added = [f"down_block_additional_residual_{i}" for i in range(count)] + ["mid_block_additional_residual"]
spatial = lambda names: {name: {0: "batch_size", 2: f"h{i}", 3: f"w{i}"} for i, name in enumerate(names)}

pixels = 16 * 2 ** (len(net.config.conditioning_embedding_out_channels) - 1)
picture = {"controlnet_cond": torch.rand(2, 3, pixels, pixels), "conditioning_scale": torch.tensor(1.0)}
export(Net(), base | picture, down,
       plain | spatial(down) | {"controlnet_cond": {0: "batch_size", 2: "picture_height", 3: "picture_width"}},
       folder / "controlnet" / name)
with torch.no_grad():
    residuals = Net()(*base.values(), *picture.values())
export(Unet(), base | dict(zip(added, residuals)), ["out_sample"],
       plain | spatial(added) | {"out_sample": {0: "batch_size", 2: "height", 3: "width"}}, folder / "unet")
