"""Byte-pair encoding in CLIP's file format: training on captions, and reading them."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import torch

FOLDER = Path(__file__).resolve().parents[1] / "tokenizer"
LENGTH = 32
START, END = "<|startoftext|>", "<|endoftext|>"
WORD = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+", re.IGNORECASE)


@cache
def byte_characters() -> dict[int, str]:
    """CLIP's printable stand-ins for bytes."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in plain]
    return dict(zip(plain + rest, [chr(b) for b in plain] + [chr(256 + k) for k in range(len(rest))], strict=True))


def learn_merges(words: Counter) -> list[tuple[str, str]]:
    """Merges, the most common first, until every word is one token."""
    pieces = {w: (*("".join(byte_characters()[b] for b in w.encode())[:-1]), byte_characters()[w.encode()[-1]] + "</w>") for w in words}
    merges = []
    while True:
        pairs = Counter()
        for word, parts in pieces.items():
            for pair in zip(parts, parts[1:], strict=False):
                pairs[pair] += words[word]
        if not pairs:
            return merges
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        pieces = {w: join(parts, best) if best[0] in parts else parts for w, parts in pieces.items()}


def join(parts: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    """Merge a pair wherever it stands."""
    out, k = [], 0
    while k < len(parts):
        if parts[k : k + 2] == pair:
            out.append(pair[0] + pair[1])
            k += 2
        else:
            out.append(parts[k])
            k += 1
    return tuple(out)


def write_files(merges: list[tuple[str, str]], folder: Path = FOLDER) -> None:
    """vocab.json, merges.txt and the small configs that transformers' CLIPTokenizer reads."""
    folder.mkdir(parents=True, exist_ok=True)
    characters = list(byte_characters().values())
    tokens = [*characters, *(c + "</w>" for c in characters), *("".join(m) for m in merges), START, END]
    (folder / "vocab.json").write_text(json.dumps({t: k for k, t in enumerate(tokens)}, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    special = dict(bos_token=START, eos_token=END, unk_token=END, pad_token=END)
    (folder / "special_tokens_map.json").write_text(json.dumps(special, indent=1))
    config = dict(special, tokenizer_class="CLIPTokenizer", model_max_length=LENGTH, do_lower_case=True, errors="replace", add_prefix_space=False)
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1))


class Tokenizer:
    """Text -> ids int64 [B, LENGTH], padded with the end token."""

    def __init__(self, folder: Path = FOLDER):
        self.vocabulary = json.loads((folder / "vocab.json").read_text())
        lines = (folder / "merges.txt").read_text().splitlines()[1:]
        self.ranks = {tuple(line.split()): k for k, line in enumerate(lines)}
        self.start, self.end = self.vocabulary[START], self.vocabulary[END]
        self.known = {}

    def __len__(self) -> int:
        return len(self.vocabulary)

    def word(self, word: str) -> list[int]:
        """Ids of one word."""
        if word not in self.known:
            characters = [byte_characters()[b] for b in word.encode()]
            parts = (*characters[:-1], characters[-1] + "</w>")
            while len(parts) > 1:
                best = min(zip(parts, parts[1:], strict=False), key=lambda pair: self.ranks.get(pair, float("inf")))
                if best not in self.ranks:
                    break
                parts = join(parts, best)
            self.known[word] = [self.vocabulary[p] for p in parts]
        return self.known[word]

    def __call__(self, texts: list[str]) -> torch.Tensor:
        rows = []
        for text in texts:
            ids = [i for word in WORD.findall(" ".join(text.lower().split())) for i in self.word(word)]
            ids = [self.start, *ids[: LENGTH - 2]]
            rows.append(ids + [self.end] * (LENGTH - len(ids)))
        return torch.tensor(rows)
