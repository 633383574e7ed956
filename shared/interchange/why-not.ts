/** Why a setting of another program has no counterpart here, by what its name says; the first that fits. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^hires|hrf_|highres|second pass|^hr_/i, 'Reroll draws in one pass: no second, larger one'],
  [
    /refiner/i,
    "a refiner is taken over from A1111's and Reroll's own text alone; choose one under the model",
  ],
  [/hypernet/i, 'Reroll has no hypernetworks'],
  [
    /lora|lyco/i,
    'LoRAs that this program names so are not read; name it with --lora, or add it under the model',
  ],
  [
    /^ti hashes|embedding|textual/i,
    'a textual inversion acts where its file lies in the folder of embeddings; the hash is not compared',
  ],
  [/clip.?skip|clip.?stop/i, 'at most 12 layers of the text encoder can be left out'],
  [/control|adapter|ip_?adapter|vibe|reference/i, 'the map or picture that steered it is not in the file'],
  [/vae|autoencoder/i, "Reroll decodes with the model's own VAE"],
  [/mask|inpaint|init.?image|img2img|strength|denois/i, 'the picture that it began from is not in the file'],
  [
    /^(rng|rand|ensd|eta.?noise)|noise.?(device|source)|sampler rng/i,
    'noise of that kind cannot be drawn here',
  ],
  [/^eta$|s_?churn|s_?tmin|s_?tmax|s_?noise|sigma/i, "Reroll's samplers have no such switch"],
  [/schedule|scheduler/i, 'Reroll has no schedule like it'],
  [/sampler/i, 'Reroll has no sampler like it'],
  [
    /upscal/i,
    'Reroll makes pictures larger by themselves, after they are drawn: Upscale…, or reroll upscale',
  ],
  [/adetailer|face.?restor|codeformer|gfpgan|detailer/i, 'Reroll repaints no faces afterwards'],
  [/style/i, 'Reroll has no list of styles; the words are in the prompt where the program puts them there'],
  [/guidance|cfg|rescale|threshold|smea|^sm(_dyn)?$/i, 'Reroll has plain classifier-free guidance only'],
  [/seamless|tiling/i, 'Reroll draws no seamless tiles yet'],
  [
    /hash|version|date|time|signed|user|created|request|software/i,
    'says nothing about how the picture looks',
  ],
]

export const whyNot = (name: string): string =>
  reasons.find(([pattern]) => pattern.test(name))?.[1] ?? 'Reroll has no such setting'
