/** Rough colour of a latent cell in -1..1: per channel its weights for red, green and blue, and a bias. */
export type LatentColours = {
  weights: readonly (readonly [number, number, number])[]
  bias: readonly [number, number, number]
}

/**
 * By the autoencoder's scaling factor. Least-squares fits that the community published for the public autoencoders
 * (ComfyUI, latent_formats).
 */
const known: Record<string, LatentColours> = {
  '0.18215': {
    weights: [
      [0.3512, 0.2297, 0.3227],
      [0.325, 0.4974, 0.235],
      [-0.2829, 0.1762, 0.2721],
      [-0.212, -0.2616, -0.7177],
    ],
    bias: [0, 0, 0],
  },
  '0.13025': {
    weights: [
      [0.3651, 0.4232, 0.4341],
      [-0.2533, -0.0042, 0.1068],
      [0.1076, 0.1111, -0.0362],
      [-0.3165, -0.2492, -0.2188],
    ],
    bias: [0.1084, -0.0175, -0.0011],
  },
}

/** The published colours of an autoencoder, or null when it is not one of the public ones. */
export function knownColours(scalingFactor: number, channels: number): LatentColours | null {
  const found = known[String(scalingFactor)]
  return found?.weights.length === channels ? found : null
}
