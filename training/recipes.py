"""Every number that training depends on: one row a stage, one table a kind of machine.

minutes: planned training time over all sittings; save_every: seconds.
"""

STAGES = ["vae"]

COMMON_VAE = dict(ema=0.998, kl=2e-5, adversarial=0.02)

RECIPES = {
    "cpu": {
        "vae": dict(COMMON_VAE, minutes=62, lr=8e-4, pictures=1, refresh_every=3, pool=800, crops=10, crop_size=64, workers=0, compile=False, adversarial_from=2.0, log_every=200, save_every=240),
    },
    "gpu": {
        "vae": dict(COMMON_VAE, minutes=6, lr=8e-4, pictures=64, refresh_every=1, pool=1024, crops=128, crop_size=128, workers=12, compile=True, adversarial_from=0.7, log_every=100, save_every=120),
    },
}
