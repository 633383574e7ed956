"""Learn the tokenizer from captions: `python training/data/words.py` -> training/tokenizer/.

Run it again only when new words came into the captions: new ids make trained text encoders useless.
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scenes.bpe import WORD, learn_merges, write_files
from scenes.captions import caption
from scenes.load import load_hypernyms, load_stage
from scenes.nouns import plural
from scenes.place import draw_scene


def main() -> None:
    random, stage, hypernyms = Random(0), load_stage(), load_hypernyms()
    words = Counter()
    for _ in range(60_000):
        words.update(WORD.findall(caption(random, draw_scene(random, stage), hypernyms)[0].lower()))
    for subject in stage.subjects:  # rare words too
        for noun in (subject, *hypernyms.get(subject, ())):
            words.update(WORD.findall(f"{noun} {plural(noun)}".lower()))
    merges = learn_merges(words)
    write_files(merges)
    print(f"{len(words)} words, {len(merges)} merges")


if __name__ == "__main__":
    main()
