"""Builds a full-size CLIP ViT-B/32 (151 million random weights) as ONNX in transformers.js' layout, about 600 MB.

    pip install torch==2.13.0 transformers==4.57.6 onnx==1.23.2
    python bench/make_clip.py bench/work/clip
    CLIP=bench/work/clip npm run bench -- scorer

Random weights take as long as trained ones. The tokenizer is CLIP's own, from test/fixtures/clip-tokenizer.
"""
import json
import shutil
import sys
from pathlib import Path

import torch
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

WORDS = Path(__file__).parent / "../test/fixtures/clip-tokenizer"
BATCH, TOKENS = {0: "batch_size"}, {0: "batch_size", 1: "sequence_length"}


class Half(torch.nn.Module):
    def __init__(self, tower, projection):
        super().__init__()
        self.tower, self.projection = tower, projection

    def forward(self, values):
        return self.projection(self.tower(values).pooler_output)


def main(folder):
    torch.manual_seed(0)
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    config = CLIPConfig()
    config._attn_implementation = "eager"
    config.text_config.eos_token_id = 49407
    model = CLIPModel(config).eval()
    for name in ("vocab.json", "merges.txt"):
        shutil.copy(WORDS / name, folder / name)
    (folder / "config.json").write_text(json.dumps(dict(
        model_type="clip", projection_dim=512, text_config=dict(max_position_embeddings=77), vision_config=dict(image_size=224),
    )))
    CLIPImageProcessor().save_pretrained(folder)
    with torch.no_grad():
        torch.onnx.export(
            Half(model.text_model, model.text_projection), (torch.ones(1, 77, dtype=torch.int64),), str(folder / "onnx/text_model.onnx"), dynamo=False,
            opset_version=17, input_names=["input_ids"], output_names=["text_embeds"], dynamic_axes=dict(input_ids=TOKENS, text_embeds=BATCH),
        )
        torch.onnx.export(
            Half(model.vision_model, model.visual_projection), (torch.zeros(1, 3, 224, 224),), str(folder / "onnx/vision_model.onnx"), dynamo=False,
            opset_version=17, input_names=["pixel_values"], output_names=["image_embeds"], dynamic_axes=dict(pixel_values=BATCH, image_embeds=BATCH),
        )
    return model


if __name__ == "__main__":
    main(Path(sys.argv[1]))
