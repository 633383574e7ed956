"""Before the first picture: the text encoder learns from captions alone who is named. Captions cost next to nothing."""

import torch
from models.denoiser import Denoiser
from scenes.bpe import Tokenizer
from scenes.load import load_hypernyms

from .lessons import reading_loss
from .sitting import learning_rate
from .stream import draw_batch

FIRST = 5_000_000  # seeds of captions, apart from those of pictures


def read_captions(model: Denoiser, stage, tokenizer: Tokenizer, also, steps: int, batch: int, embeddings: float, device) -> None:
    """Trains words, text encoder and the memory's names in place. embeddings: factor of their learning rate."""
    memory, hypernyms = model.unet.memory, load_hypernyms()
    words, rest = list(model.text.tokens.parameters()), [*model.text.blocks.parameters(), *model.text.norm.parameters(), model.text.positions]
    names = [*memory.subject.parameters(), *memory.more.parameters()]
    groups = [dict(params=rest + names, factor=1.0), dict(params=words, factor=embeddings)]
    optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01)
    for step in range(steps):
        captions = draw_batch(stage, hypernyms, batch, FIRST + step, also=also)
        told = {k: v.to(device) for k, v in captions.extra.items()}
        ids = told["ids"][:, : int((told["ids"] != tokenizer.end).sum(1).max())]
        hidden = model.text(ids)
        told["worded"] = torch.ones(len(ids), dtype=torch.bool, device=device)
        subject = memory.subject(hidden)
        loss = reading_loss(subject, memory.more(hidden), told)
        for group in optimiser.param_groups:
            group["lr"] = group["factor"] * learning_rate(1e-3, step, step / steps, 30)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        if step % 25 == 24 or step == steps - 1:
            labels = told["token_subject"][:, : ids.shape[1]]
            named = labels < subject.shape[-1] - 1
            right = (subject[..., :-1].argmax(-1) == labels)[named].float().mean()
            print(f"reading {step + 1} loss {loss.item():.4f} named {right:.3f}", flush=True)
