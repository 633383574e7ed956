/** Python's string.punctuation. */
const punctuation = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g

/** Python's white space; JavaScript's own leaves five characters out and takes U+FEFF in. */
const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const spaces = new RegExp(`[${space}]+`, 'gu')
const joined = (text: string) => text.replace(spaces, ' ').replace(/^ | $/g, '')

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
