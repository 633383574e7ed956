import type { PromptStyle } from '#shared/prompt/style-names.ts'

type Weighed = {
  /** One window's hidden states, [tokens, width]. */
  hidden: Float32Array
  /** One weight a token. */
  weights: Float32Array
  width: number
  /** The same of a window without words; asked for where the style needs it. */
  empty: () => Promise<Float32Array>
}

/** How weights act on what a text encoder says; with all weights 1 nothing changes. */
export const weighers: Record<PromptStyle, (window: Weighed) => Promise<Float32Array>> = {
  /** A1111 (modules/sd_emphasis.py, "Original"): each row times its weight, then all so that the window's mean is what it was. */
  a1111: async ({ hidden, weights, width }) => {
    const weighed = hidden.map((value, i) => value * weights[Math.floor(i / width)]!)
    const scale = mean(hidden) / mean(weighed)
    return weighed.map(value => value * scale)
  },
  /** ComfyUI (comfy/sd1_clip.py): away from, or toward, what is said without words. */
  comfyui: async ({ hidden, weights, width, empty }) => {
    const none = await empty()
    return hidden.map((value, i) => {
      const weight = weights[Math.floor(i / width)]!
      return weight === 1 ? value : (value - none[i]!) * weight + none[i]!
    })
  },
  plain: async ({ hidden }) => hidden,
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
