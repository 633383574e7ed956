"""Every number that training depends on: one table a stage, one row a kind of machine.

captions: batches of 96 read before the first picture. minutes: planned training time over all sittings. save_every: seconds. pool, fill, pictures: pictures kept, needed to
begin, and composed at each refresh; refresh_every: steps. steps: at most so many a sitting. lr: at its peak. ema: decay of the averaged weights.
compile: costs a minute or two, worth it only for long stages. cpu: the reduced recipe for two cores; gpu: for one data-centre card; toy: for tests, learns nothing.
"""

# words: the caption alone is dropped; everything: all that is told, for guidance; the rest: each input by itself
DROP = dict(everything=0.08, words=0.12, knobs=0.40, sketch=0.70, regions=0.65)
FAST_DROP = dict(DROP, everything=0.03)

TABLES = {
    "vae": dict(
        common=dict(lr=8e-4, ema=0.998, kl=2e-5, adversarial=0.02),
        cpu=dict(minutes=52, pictures=1, refresh_every=3, pool=800, crops=10, crop_size=64, validation=32, measured=48, workers=0, compile=False, adversarial_from=2.0, log_every=200, save_every=240),
        gpu=dict(minutes=4.5, pictures=64, refresh_every=1, pool=2048, crops=160, crop_size=128, validation=64, measured=256, workers=12, compile=False, adversarial_from=0.6, log_every=100, save_every=90),
        toy=dict(minutes=60, steps=3, pictures=2, refresh_every=2, pool=8, crops=2, crop_size=32, validation=2, measured=2, workers=0, compile=False, adversarial_from=0.0, log_every=2, save_every=3600),
    ),
    "denoiser": dict(
        common=dict(drop=DROP, subject=1.0, embeddings=3.0, guidance=1.5, lessons=0.3),
        cpu=dict(shape="small", minutes=300, captions=500, lr=8e-4, ema=0.998, batch=16, pictures=4, refresh_every=2, pool=2400, fill=160, validation=24, sheet_steps=10, workers=0, compile=False, log_every=50, save_every=420),
        gpu=dict(shape="full", minutes=13.5, captions=1500, lr=5e-4, ema=0.9995, batch=512, pictures=128, refresh_every=2, pool=16384, fill=4096, validation=256, sheet_steps=20, workers=13, compile=True, log_every=100, save_every=120),
        toy=dict(shape="tiny", minutes=60, steps=3, captions=2, lr=1e-3, ema=0.9, batch=2, pictures=2, refresh_every=2, pool=4, fill=2, validation=2, sheet_steps=2, workers=0, compile=False, log_every=2, save_every=3600),
    ),
    "fast": dict(
        common=dict(drop=FAST_DROP, guidance=1.5, phases=4, grid=32, decay=0.0),
        cpu=dict(minutes=20, lr=1e-4, ema=0.99, batch=8, pictures=4, refresh_every=4, pool=800, fill=64, validation=12, workers=0, compile=False, log_every=20, save_every=300),
        gpu=dict(minutes=3.5, lr=1e-4, ema=0.995, batch=256, pictures=64, refresh_every=2, pool=8192, fill=2048, validation=128, workers=13, compile=False, log_every=50, save_every=90),
        toy=dict(minutes=60, steps=3, lr=1e-4, ema=0.9, batch=2, pictures=2, refresh_every=2, pool=4, fill=2, validation=2, workers=0, compile=False, log_every=2, save_every=3600),
    ),
    "preview": dict(
        common=dict(lr=1e-3, ema=0.998),
        cpu=dict(minutes=10, batch=8, crop_size=64, pictures=1, refresh_every=8, pool=400, fill=32, validation=16, workers=0, compile=False, log_every=100, save_every=300),
        gpu=dict(minutes=0.8, batch=128, crop_size=128, pictures=32, refresh_every=1, pool=1024, fill=256, validation=64, workers=12, compile=False, log_every=100, save_every=60),
        toy=dict(minutes=60, steps=3, batch=2, crop_size=32, pictures=2, refresh_every=4, pool=4, fill=2, validation=2, workers=0, compile=False, log_every=2, save_every=3600),
    ),
    "upscaler": dict(
        common=dict(lr=6e-4, ema=0.998),
        cpu=dict(minutes=15, batch=4, crop_size=32, pictures=1, refresh_every=20, pool=60, fill=6, validation=8, workers=0, compile=False, log_every=50, save_every=300),
        gpu=dict(minutes=1.2, batch=64, crop_size=64, pictures=8, refresh_every=2, pool=384, fill=64, validation=16, workers=12, compile=False, log_every=100, save_every=60),
        toy=dict(minutes=60, steps=3, batch=2, crop_size=16, pictures=1, refresh_every=50, pool=2, fill=1, validation=1, workers=0, compile=False, log_every=2, save_every=3600),
    ),
    "scorer": dict(
        common=dict(decay=0.05),
        cpu=dict(minutes=72, lr=1e-3, ema=0.99, batch=128, pictures=64, refresh_every=1, pool=12000, fill=2000, validation=128, workers=0, compile=False, log_every=20, save_every=300),
        gpu=dict(minutes=2.5, lr=1e-3, ema=0.998, batch=512, pictures=128, refresh_every=1, pool=16384, fill=4096, validation=256, workers=14, compile=False, log_every=50, save_every=120),
        toy=dict(minutes=60, steps=3, lr=1e-3, ema=0.9, batch=3, pictures=2, refresh_every=2, pool=6, fill=3, validation=3, workers=0, compile=False, log_every=2, save_every=3600),
    ),
    "judge": dict(
        common=dict(decay=0.01),
        cpu=dict(minutes=40, lr=2e-3, ema=0.99, batch=32, validation=160, workers=0, compile=False, finds_from=250, log_every=100, save_every=300),
        gpu=dict(minutes=3, lr=2e-3, ema=0.998, batch=256, validation=512, workers=14, compile=False, finds_from=300, log_every=50, save_every=120),
        toy=dict(minutes=60, steps=3, lr=1e-3, ema=0.9, batch=3, validation=4, workers=0, compile=False, finds_from=0, log_every=2, save_every=3600),
    ),
}  # fmt: skip

STAGES = list(TABLES)
MACHINES = ("cpu", "gpu", "toy")


def recipe(stage: str, machine: str) -> dict:
    """The numbers of one stage on one kind of machine."""
    return dict(TABLES[stage]["common"], **TABLES[stage][machine], name=machine)
