"""Our byte-pair encoding gives the ids of an independent implementation of CLIP's."""

from random import Random

import pytest
from scenes.bpe import END, FOLDER, LENGTH, START, WORD, Tokenizer
from scenes.captions import caption
from scenes.place import draw_scene
from tokenizers import Regex, models, normalizers, pre_tokenizers
from tokenizers import Tokenizer as Reference


@pytest.fixture(scope="module")
def reference():
    model = models.BPE.from_file(str(FOLDER / "vocab.json"), str(FOLDER / "merges.txt"), unk_token=END, end_of_word_suffix="</w>")
    tokenizer = Reference(model)
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    split = Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(split, behavior="removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return tokenizer


def test_equals_the_reference(reference, stage, hypernyms):
    random, tokenizer = Random(6), Tokenizer()
    texts = [caption(random, draw_scene(random, stage), hypernyms)[0] for _ in range(400)]
    texts += ["", "A  Fox's den, 12 cups!!", "zebrafish xylophone qwerty", "caf\u00e9 \u2603 snowman", "it's they'll"]
    for text, row in zip(texts, tokenizer(texts).tolist(), strict=True):
        ids = [tokenizer.start, *reference.encode(text).ids[: LENGTH - 2]]
        assert row == ids + [tokenizer.end] * (LENGTH - len(ids)), text


def test_every_subject_is_one_token_a_word(stage):
    tokenizer = Tokenizer()
    for subject in stage.subjects:
        words = WORD.findall(subject)
        assert sum(len(tokenizer.word(w)) for w in words) == len(words), subject


def test_files():
    tokenizer = Tokenizer()
    assert tokenizer.vocabulary[START] == tokenizer.start and tokenizer.end == len(tokenizer) - 1
    assert len(tokenizer) == len(set(tokenizer.vocabulary.values()))
