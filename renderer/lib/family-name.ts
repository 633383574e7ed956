/** What people call a family; by the class of its pipeline where a model says no more. */
const rows: readonly [RegExp, string][] = [
  [/^picturebook$/i, 'picture-book'],
  [/XL.*Inpaint/i, 'SDXL inpainting'],
  [/XL/i, 'SDXL'],
  [/Inpaint/i, 'Stable Diffusion inpainting'],
  [/LatentConsistency/i, 'LCM'],
  [/^(Onnx|ORT)?StableDiffusion(Img2Img)?Pipeline$/i, 'Stable Diffusion'],
]

export const familyName = (family: string): string =>
  rows.find(([pattern]) => pattern.test(family))?.[1] ?? family
