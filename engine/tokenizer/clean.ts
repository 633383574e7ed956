/** Python's string.punctuation. */
const punctuation = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g

const joined = (text: string) => text.replace(/\s+/gu, ' ').trim()

/** What is done to a text before it is cut into tokens, where the tokenizer's own file does not do it. */
export const cleaners = {
  none: text => text,
  /** SigLIP's tokenizer (transformers, SiglipTokenizer): signs gone, small letters, single spaces. */
  canonical: text => joined(text.toLowerCase().replace(punctuation, '')),
  /** OpenCLIP's `canonicalize`: the same, but an underscore is a space. */
  openCanonical: text => joined(text.replaceAll('_', ' ').replace(punctuation, '').toLowerCase()),
  /** As SigLIP 2 was trained (transformers#43101, Siglip2Tokenizer). */
  lower: text => text.toLowerCase(),
} satisfies Record<string, (text: string) => string>
export type Cleaner = keyof typeof cleaners
