type Encoded = {
  /** `length` ids: start, words, end, padding. */
  ids: Int32Array
  /** Tokens of the text before any were cut off; start and end are not counted. */
  count: number
  /** Ids before the padding. */
  used: number
  truncated: boolean
}

/** Words to numbers, for whichever text encoder. */
export type TextTokenizer = {
  /** What the text encoder reads at once, start and end included: 77 for CLIP. */
  maxLength: number
  encode(text: string, length?: number): Encoded
}
