"""Random Unicode strings and the ids that transformers' CLIPTokenizerFast gives them.

    pip install transformers==4.57.6 && python make_clip_tokens.py

Reads ../../fixtures/clip-tokenizer and ../../fixtures/shipped/picturebook/tokenizer; writes clip_tokens_random.json:
{name of the vocabulary: [[text, ids without padding], ...]}.
"""
import json
import random
import unicodedata
from pathlib import Path

from transformers import CLIPTokenizerFast

HERE = Path(__file__).parent
FOLDERS = {
    "clip": HERE / "../../fixtures/clip-tokenizer",
    "picturebook": HERE / "../../fixtures/shipped/picturebook/tokenizer",
}
BLOCKS = [
    (0x20, 0x7E), (0x20, 0x7E), (0x20, 0x7E), (0xA0, 0x17F), (0x180, 0x24F), (0x300, 0x36F), (0x370, 0x3FF),
    (0x400, 0x4FF), (0x530, 0x58F), (0x590, 0x5FF), (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x1100, 0x11FF),
    (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2150, 0x218F), (0x2190, 0x22FF),
    (0x2600, 0x27BF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE00, 0xFE0F),
    (0xFF00, 0xFFEF), (0x1D400, 0x1D7FF), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x2A6DF),
]
WORDS = """a red bird on branch fox's DON'T it'LL We've I'm I'D they'Re 512x512 3.14 (detailed:1.2) <lora:x:0.8> --ar
É e\u0301 ﬁ ß ẞ İ I\u0307 ΣΑΣ όσος Σ ǅ 👩\u200d🎨 👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 🇫🇷 한국어 日本語 שלום مرحبا नमस्ते ไทย
\u00a0 \u0085 \u2003 \u3000 \ufeff \u200b \u180e \t \n \r\n \x00 \x07 \x1c \x1f \x7f \u2028 \ufffd ''s '' … !!! ?! ½ ² Ⅷ ①
<|startoftext|> <|endoftext|> <|ENDOFTEXT|> <|endoftext <w> </w> a</w>""".split(" ")
# Unassigned then, assigned now: tables of different ages disagree about these, and nobody types them.
assigned = [chr(c) for low, high in BLOCKS for c in range(low, high + 1) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]


def text(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.randint(1, 12)):
        kind = rng.random()
        if kind < 0.45:
            parts.append(rng.choice(WORDS))
        elif kind < 0.75:
            low, high = rng.choice(BLOCKS)
            pool = [c for c in (chr(rng.randint(low, high)) for _ in range(rng.randint(1, 8))) if c in known]
            parts.append("".join(pool))
        else:
            parts.append("".join(rng.choice(assigned) for _ in range(rng.randint(1, 5))))
    return rng.choice([" ", "", "  ", ", "]).join(parts)


known = set(assigned)
rng = random.Random(7)
texts = [text(rng) for _ in range(2000)] + ["", " ", "x" * 300, "ab" * 200, "!" * 100, "1" * 90, "é" * 120]
out = {}
for name, folder in FOLDERS.items():
    tokenizer = CLIPTokenizerFast(str(folder / "vocab.json"), str(folder / "merges.txt"))
    out[name] = [[t, tokenizer(t)["input_ids"]] for t in (texts if name == "clip" else texts[:300])]
(HERE / "clip_tokens_random.json").write_text(json.dumps(out, ensure_ascii=True, separators=(",", ":")))
print({name: len(rows) for name, rows in out.items()})
