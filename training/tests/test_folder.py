"""The exported folder is what the interface says, and runs from words to a picture in onnxruntime alone."""

import hashlib
import io
import json

import numpy as np
import onnxruntime
import pytest
import torch
from export import export, trained
from onnxout.pack import to_int8
from PIL import Image
from scenes.bpe import Tokenizer
from scenes.knobs import KNOBS, WIDTH


@pytest.fixture(scope="module")
def folder(toy_models, tmp_path_factory, bank):
    folder, tokenizer = tmp_path_factory.mktemp("export") / "model", Tokenizer()
    subjects = sorted({r["subject"] for r in bank.sprite_records})
    assert export(folder, trained(tokenizer), tokenizer, subjects, bank) == sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    return folder


def session(folder, path):
    return onnxruntime.InferenceSession(folder / path)


def test_every_file_is_listed_with_its_sum(folder):
    studio = json.loads((folder / "studio.json").read_text())
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"studio.json", "starters.json", "vocabulary.json"}
    assert set(studio["files"]) == there
    assert (folder / "starters.json").exists() and (folder / "vocabulary.json").exists()
    for name, file in studio["files"].items():
        data = (folder / name).read_bytes()
        assert file == dict(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    assert {"unet/model.onnx", "unet_fast/model.onnx", "upscaler/model.onnx", "scorer/config.json", "vae_decoder_preview/model.onnx"} <= there


def test_inputs_of_the_denoiser(folder):
    ports = {p.name: p.shape for p in session(folder, "unet/model.onnx").get_inputs()}
    assert set(ports) == {
        "sample", "timestep", "encoder_hidden_states", "knobs", "sketch", "sketch_weight", "region_masks", "region_embeds", "dh",
    }  # fmt: skip
    assert ports["knobs"] == ["batch", WIDTH] and ports["region_masks"][1] == "regions" and ports["sample"][1:] == [4, 32, 32]
    studio = json.loads((folder / "studio.json").read_text())
    assert [k["name"] for k in studio["knobs"]] == [k.name for k in KNOBS]
    assert ports["dh"][1:] == studio["hidden"]["shape"]


@pytest.mark.parametrize("unet", ["unet", "unet_fast"])
def test_words_to_picture(folder, unet):
    ids = Tokenizer()(["a robin on a branch"]).numpy()
    hidden = session(folder, "text_encoder/model.onnx").run(None, dict(input_ids=ids))[0]
    graph = session(folder, f"{unet}/model.onnx")
    hole = [p.shape for p in graph.get_inputs() if p.name == "dh"][0][1:]
    z = np.random.default_rng(0).standard_normal((1, 4, 32, 32)).astype(np.float32)
    for s in (1.0, 0.5):
        feeds = dict(
            sample=z, timestep=np.array([s * 1000], np.float32), encoder_hidden_states=hidden, knobs=np.zeros((1, WIDTH), np.float32),
            sketch=np.zeros((1, 1, 256, 256), np.float32), sketch_weight=np.zeros(1, np.float32), region_masks=np.zeros((1, 1, 32, 32), np.float32),
            region_embeds=np.zeros((1, 1, hidden.shape[-1]), np.float32), dh=np.zeros((1, *hole), np.float32),
        )  # fmt: skip
        z = z - 0.5 * graph.run(None, feeds)[0]
    picture = session(folder, "vae_decoder/model.onnx").run(None, dict(latent_sample=z))[0]
    preview = session(folder, "vae_decoder_preview/model.onnx").run(None, dict(latent_sample=z))[0]
    assert picture.shape == preview.shape == (1, 3, 256, 256) and np.isfinite(picture).all()
    large = session(folder, "upscaler/model.onnx").run(None, dict(sample=picture[:, :, :64, :64].clip(-1, 1) / 2 + 0.5))[0]
    assert large.shape == (1, 3, 256, 256) and large.min() >= 0 and large.max() <= 1


def test_scorer_gives_unit_vectors(folder):
    config = json.loads((folder / "scorer" / "config.json").read_text())
    pictures = np.zeros((2, 3, config["size"], config["size"]), np.float32)
    image = session(folder, "scorer/image_encoder.onnx").run(None, dict(pixel_values=pictures))[0]
    words = session(folder, "scorer/text_encoder.onnx").run(None, dict(input_ids=Tokenizer()(["a robin", "an owl", ""]).numpy()))[0]
    for vectors in (image, words):
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert (folder / "scorer" / config["vocabulary"]).exists()


def test_drawings_are_shown_with_whom_they_are_from(folder, bank):
    index = json.loads((folder / "drawings" / "index.json").read_text())
    vectors, pictures = ((folder / "drawings" / f"{name}.bin").read_bytes() for name in ("vectors", "pictures"))
    assert {d["subject"] for d in index["drawings"]} == {r["subject"] for r in bank.sprite_records}
    assert len(vectors) == index["width"] * len(index["drawings"]) and len(pictures) == sum(d["bytes"] for d in index["drawings"])
    assert all(index["sources"][d["source"]]["licence"] for d in index["drawings"])
    first = Image.open(io.BytesIO(pictures[: index["drawings"][0]["bytes"]]))
    assert first.format == "WEBP" and first.mode == "RGBA" and np.asarray(first)[..., 3].max() > 200


def test_decoder_undoes_the_encoder(folder):
    x = torch.rand(1, 3, 64, 64).numpy() * 2 - 1
    latents = session(folder, "vae_encoder/model.onnx").run(None, dict(sample=x))[0]
    assert latents.shape == (1, 8, 8, 8)
    assert session(folder, "vae_decoder/model.onnx").run(None, dict(latent_sample=latents[:, :4]))[0].shape == x.shape


def test_eight_bits_are_enough_for_a_weight():
    values = np.random.default_rng(1).standard_normal((7, 5, 3, 3)).astype(np.float32)
    small, scale = to_int8(values, 0)
    assert small.dtype == np.int8 and scale.shape == (7, 1, 1, 1)
    assert np.abs(small * scale - values).max() <= scale.max() / 2 + 1e-6
