"""The memory names who a caption names, and lays drawings where the scene has them."""

import torch
from models.denoiser import KNOB_SLOTS, Denoiser
from models.memory import CHANNELS, DRAWINGS, LEAST, Memory, towards
from models.vae import Autoencoder
from scenes.bpe import Tokenizer
from scenes.collate import to_device
from scenes.compose import compose
from scenes.conditions import told_rows
from scenes.knobs import encode
from scenes.load import load_hypernyms, stage_of
from scenes.spans import mark, unmark
from stages.lessons import lesson_loss, taught_of
from stages.stream import draw_batch
from stages.templates import remember


def test_marks_come_out_where_they_were_set():
    text, spans = unmark(f"{mark('a fox', [1])} and {mark('two owls', [0, 2])} at night")
    assert text == "a fox and two owls at night"
    assert [(text[:end], who) for end, who in spans] == [("a fox", [1]), ("a fox and two owls", [0, 2])]


def batch_of(bank, count=24, **more):
    stage, tokenizer = stage_of(bank), Tokenizer()
    numbers = {s: k for k, s in enumerate(stage.subjects)}
    batch = draw_batch(stage, load_hypernyms(), count, 4, **more)
    return stage.subjects, batch, told_rows(tokenizer, numbers, batch)


def test_every_subject_is_named_by_a_word_of_the_caption(bank):
    subjects, batch, told = batch_of(bank)
    tokenizer = Tokenizer()
    words = {i: w for w, i in tokenizer.vocabulary.items()}
    for k, scene in enumerate(batch.scenes):
        filled = (told["slot_subject"][k] >= 0).sum()
        assert filled == len(scene.actors)
        named = torch.nonzero(told["token_subject"][k] < len(subjects)).flatten()
        assert 1 <= len(named) <= len(scene.actors)
        for at in named:
            assert words[int(told["ids"][k, at])].endswith("</w>"), "a name ends with its word"


def memory_of(bank, subjects) -> Memory:
    torch.manual_seed(0)
    memory = Memory(16, len(subjects), 24, KNOB_SLOTS)
    remember(memory, bank, subjects, Autoencoder())
    return memory


def test_drawings_lie_where_the_scene_has_them(bank):
    subjects, batch, told = batch_of(bank, count=24)
    memory = memory_of(bank, subjects)
    painted = compose(bank, to_device(batch.fields, "cpu"), batch.seed)
    codes = taught_of(told, len(subjects)).codes
    pose = told["slot_pose"]
    laid = memory.lay(codes, pose[..., :4], pose[..., 4], 32, 32)
    assert laid.shape == (24, 3, DRAWINGS, CHANNELS, 32, 32)
    meant = torch.nn.functional.avg_pool2d(painted["masks"], 8).amax(1) > 0.5
    # the drawing kept may be another than the one painted: the best of them has to fit
    best = []
    for k in range(24):
        shares = [((a := laid[k, :, d, 4].amax(0) > 0.5) & meant[k]).sum() / (a | meant[k]).sum().clamp(min=1) for d in range(DRAWINGS)]
        best.append(max(float(s) for s in shares))
    assert sum(best) / len(best) > 0.65, best


def test_knobs_lay_the_first_subject(bank):
    subjects, _, _ = batch_of(bank)
    memory = memory_of(bank, subjects)
    knobs = torch.tensor([encode(dict(x=0.3, y=0.7, size=0.5, angle=20.0, facing="right"))])
    pose, flip = memory.with_knobs(torch.full((1, 3, 4), 0.5), torch.full((1, 3), 0.5), knobs)
    assert torch.allclose(pose[0, 0], torch.tensor([0.3, 0.7, 0.5, 20.0]), atol=1e-4) and flip[0, 0] == 1
    assert torch.equal(pose[0, 1:], torch.full((2, 4), 0.5)) and flip[0, 1] == 0.5


def test_counts_fill_slots_in_the_order_of_the_words():
    memory = Memory(8, 3, 24, KNOB_SLOTS)
    words = torch.zeros(1, 4, 8)
    words[0, 1, 0], words[0, 3, 1] = 1, 1
    with torch.no_grad():
        for layer in (memory.subject, memory.more):
            layer.weight.zero_(), layer.bias.zero_()
        memory.subject.bias[3] = 20  # nobody, unless said
        memory.subject.weight[0, 0], memory.subject.weight[2, 1] = 60, 60
        memory.more.bias[:] = -20
        memory.more.weight[0, 0] = 60  # the first word says two
    codes, *_ = memory.name(words, torch.ones(1, 4))
    assert codes[0].argmax(-1).tolist() == [0, 0, 2] and torch.allclose(codes.sum(-1), torch.ones(1, 3), atol=1e-3)


def test_lessons_are_learnt_from(bank):
    subjects, _, told = batch_of(bank, count=4)
    model = Denoiser("tiny", subjects=len(subjects), words=32)
    rows = dict(told, sketch=torch.zeros(4, 1, 256, 256), sketch_weight=torch.zeros(4), region_masks=torch.zeros(4, 3, 32, 32), worded=torch.ones(4, dtype=torch.bool))
    s = torch.full((4,), 0.4)
    _, recalled = model.recall(torch.randn(4, 4, 32, 32), s * 1000, model.text(told["ids"]), rows, taught_of(rows, len(subjects)))
    loss = lesson_loss(recalled, rows, s)
    loss.backward()
    for part in (model.unet.memory.subject, model.unet.memory.more, model.unet.memory.pose.say):
        assert part.weight.grad.abs().sum() > 0


def test_full_trust_ends_in_the_drawing():
    torch.manual_seed(2)
    x, z, s = torch.randn(2, 4, 8, 8), torch.randn(2, 4, 8, 8), torch.tensor([LEAST, 0.9])
    hint = torch.zeros(2, DRAWINGS, CHANNELS, 8, 8)
    hint[:, 1] = torch.cat([z, torch.ones(2, 1, 8, 8)], 1)
    hint[:, 1, :, :, 4:] = 0  # covers the left half alone
    trust = torch.full((2, DRAWINGS, 8, 8), -40.0)
    trust[:, 1] = 40.0
    velocity = towards(x, s * 1000, hint.flatten(1, 2), trust)
    assert torch.allclose((x - s[:, None, None, None] * velocity)[..., :4], z[..., :4], atol=1e-4)
    assert not velocity[..., 4:].any(), "where nothing is laid nothing is said"
    assert not towards(x, s * 1000, hint.flatten(1, 2), torch.full_like(trust, -40.0)).abs().gt(1e-6).any()
