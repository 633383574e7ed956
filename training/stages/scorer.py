"""Stage `scorer`: pictures and captions matched within a batch, with near misses as extra wrong answers."""

from functools import partial
from random import Random

import torch
import torch.nn.functional as F
from models.scorer import SIDE, Scorer
from scenes.bank import load_bank
from scenes.bpe import Tokenizer
from scenes.captions import caption
from scenes.collate import to_device
from scenes.compose import compose
from scenes.load import load_hypernyms, stage_of
from scenes.negatives import KINDS, near_misses

from .precision import autocast
from .run import Run
from .stream import draw_batch, stream

MOST = 3  # subjects of a scene


def retell(batch, hypernyms, subjects: list[str]) -> tuple[list[str], list[list[str]]]:
    """A caption of each scene, and its near misses (an empty text where there is none)."""
    texts, wrong = [], []
    for k, scene in enumerate(batch.scenes):
        seed = batch.seed * 1000 + k
        text = caption(Random(seed), scene, hypernyms)[0]
        misses = near_misses(scene, seed, hypernyms, subjects, text)
        texts.append(text)
        wrong.append([misses.get(kind, "") for kind in KINDS])
    return texts, wrong


def told_rows(tokenizer: Tokenizer, hypernyms, subjects: list[str], batch) -> dict:
    """Ids of captions and of near misses, which of these exist, and which subjects are there (-1: no more)."""
    texts, wrong = retell(batch, hypernyms, subjects)
    number = {name: k for k, name in enumerate(subjects)}
    seen = [[number[a.subject] for a in scene.actors][:MOST] for scene in batch.scenes]
    ids = tokenizer([w for row in wrong for w in row]).unflatten(0, (len(texts), -1))
    return dict(ids=tokenizer(texts), wrong_ids=ids, there=torch.tensor([[bool(w) for w in row] for row in wrong]), seen=torch.tensor([row + [-1] * (MOST - len(row)) for row in seen]))


def see(bank, batch, device, scale: float = 1) -> torch.Tensor:
    """The batch's pictures as the image encoder gets them. scale: of the bank."""
    return prepare(compose(bank, to_device(batch.fields, device), batch.seed, scale)["picture"])


def prepare(pictures: torch.Tensor) -> torch.Tensor:
    """[B, 3, H, W] in 0..1 -> [B, 3, SIDE, SIDE] in -1..1."""
    return F.adaptive_avg_pool2d(pictures, SIDE) * 2 - 1


class SeenPool:
    """The newest `size` pictures as the image encoder gets them, as bytes, with what was told of them: composing is dear on a CPU.
    bank: of drawings shrunk twice."""

    def __init__(self, bank, batches, device, size: int):
        self.bank, self.batches, self.device, self.size = bank, batches, device, size
        self.rows: list[dict] = []

    def __len__(self) -> int:
        return len(self.rows)

    @torch.no_grad()
    def refresh(self) -> None:
        """Compose one more batch of pictures; forget the oldest."""
        batch = next(self.batches)
        told = to_device(batch.extra, self.device)
        told["picture"] = ((see(self.bank, batch, self.device, 1 / 2) + 1) * 127.5).round().byte()
        self.rows += [{name: rows[k] for name, rows in told.items()} for k in range(len(told["picture"]))]
        self.rows = self.rows[-self.size :]

    def draw(self, count: int) -> tuple[torch.Tensor, dict]:
        """pictures [count, 3, SIDE, SIDE] in -1..1 with a little noise; ids, one near miss of each picture and whether there is one."""
        chosen = [self.rows[k] for k in torch.randperm(len(self.rows))[:count].tolist()]
        rows = {name: torch.stack([row[name] for row in chosen]) for name in chosen[0]}
        pictures = rows.pop("picture").float() / 127.5 - 1
        pictures = pictures + 0.06 * torch.rand(len(pictures), 1, 1, 1, device=self.device) * torch.randn_like(pictures)
        one = (rows["there"].float() + 1e-4).multinomial(1)
        rows["there"] = rows["there"].gather(1, one)
        rows["wrong_ids"] = rows["wrong_ids"].gather(1, one[..., None].expand(-1, -1, rows["wrong_ids"].shape[-1]))
        return pictures.contiguous(memory_format=torch.channels_last), rows


def naming_loss(scorer, image, seen, names, others: int = 96) -> torch.Tensor:
    """Cross entropy of each picture's subjects among the bare names of the batch's and so many others: names [S, T] ids, seen [B, MOST]."""
    asked = torch.cat([seen[seen >= 0], torch.randperm(len(names), device=seen.device)[:others]]).unique()
    place = torch.zeros(len(names), dtype=torch.int64, device=seen.device).index_put_((asked,), torch.arange(len(asked), device=seen.device))
    names = names[asked, : int((names != scorer.words.text.end).sum(1).max()) + 1]
    log = (scorer.log_scale.clamp(max=4.6).exp() * image @ scorer.words(names).T).log_softmax(-1)
    there = (seen >= 0).float()
    return -((log.gather(1, place[seen.clamp(min=0)]) * there).sum(1) / there.sum(1).clamp(min=1)).mean()


def loss_of(scorer, pictures, ids, wrong_ids, there, seen, names) -> torch.Tensor:
    """Cross entropy picture to texts (all of the batch and the picture's own near misses) and text to pictures.

    wrong_ids [B, K, T]; there [B, K] bool: which near misses exist.
    """
    # padding says nothing; the longest text and its end are enough
    longest = int((torch.cat([ids, wrong_ids.flatten(0, 1)]) != scorer.words.text.end).sum(1).max()) + 1
    ids, wrong_ids = ids[:, :longest], wrong_ids[..., :longest]
    image, words = scorer.image(pictures), scorer.words(ids)
    wrong = scorer.words(wrong_ids.flatten(0, 1)).unflatten(0, there.shape)
    scale = scorer.log_scale.clamp(max=4.6).exp()
    batch = scale * image @ words.T
    own = scale * torch.einsum("be,bke->bk", image, wrong)
    own = own.masked_fill(~there, -1e4)
    target = torch.arange(len(ids), device=ids.device)
    matched = 0.5 * F.cross_entropy(torch.cat([batch, own], 1), target) + 0.5 * F.cross_entropy(batch.T, target)
    return matched + naming_loss(scorer, image, seen, names)


def retrieval(similar: torch.Tensor) -> float:
    """Share of rows whose first column is the largest."""
    return (similar.argmax(1) == 0).float().mean().item()


@torch.no_grad()
def validate(scorer, bank, stage, hypernyms, tokenizer, device, pictures: int = 64) -> dict[str, float]:
    """Held-out top-1 of 64 captions: the true one, its near misses, and others' true ones as the rest."""
    batch = draw_batch(stage, hypernyms, pictures, 55_555)
    texts, wrong = retell(batch, hypernyms, stage.subjects)
    image = scorer.image(see(bank, batch, device))
    words = scorer.words(tokenizer(texts).to(device))
    scores = {}
    hits = []
    for k in range(pictures):
        misses = [w for w in wrong[k] if w]
        false = scorer.words(tokenizer(misses or [""]).to(device))[: len(misses)]
        others = torch.cat([words[:k], words[k + 1 :]])[: 63 - len(misses)]
        hits.append((torch.cat([words[k : k + 1], false, others]) @ image[k]).argmax().item() == 0)
    scores["top1_of_64"] = sum(hits) / pictures
    alone = [k for k in range(pictures) if len(batch.scenes[k].actors) == 1]
    names = scorer.words(tokenizer([f"a {name}" for name in stage.subjects]).to(device))
    right = [stage.subjects.index(batch.scenes[k].actors[0].subject) for k in alone]
    rank = (names @ image[alone].T > (names[right] * image[alone]).sum(1)).sum(0)
    scores["named"], scores["named_of_five"] = (rank == 0).float().mean().item(), (rank < 5).float().mean().item()
    for number, kind in enumerate(KINDS):
        pairs = [k for k in range(pictures) if wrong[k][number]]
        if pairs:
            false = scorer.words(tokenizer([wrong[k][number] for k in pairs]).to(device))
            scores[kind] = ((words[pairs] - false) * image[pairs]).sum(1).gt(0).float().mean().item()
    return scores


def train(recipe: dict, minutes: float, device: torch.device) -> bool:
    """One sitting. Returns True once the stage's planned time is trained."""
    whole, tokenizer, hypernyms = load_bank(), Tokenizer(), load_hypernyms()
    bank, whole = whole.shrunk(2).to(device), whole.to(device)
    stage = stage_of(bank)
    scorer = Scorer(len(tokenizer), tokenizer.end)

    def check(model):
        return " ".join(f"{k} {v:.3f}" for k, v in validate(model, whole, stage, hypernyms, tokenizer, device, recipe["validation"]).items())

    run = Run("scorer", scorer, recipe, minutes, device, check=check)
    torch.manual_seed(run.count)
    if recipe["compile"]:
        scorer.image.compile()
    also = partial(told_rows, tokenizer, hypernyms, stage.subjects)
    pool = SeenPool(bank, stream(stage, recipe["pictures"], run.count, recipe["workers"], also=also), device, recipe["pool"])
    while len(pool) < max(recipe["fill"], recipe["batch"]):
        pool.refresh()
    names = tokenizer([f"a {name}" for name in stage.subjects]).to(device)
    while run.goes_on():
        if run.count % recipe["refresh_every"] == 0:
            pool.refresh()
        pictures, told = pool.draw(recipe["batch"])
        with autocast(device):
            loss = loss_of(scorer, pictures, **told, names=names)
        run.learn(loss)
    return run.finish()
