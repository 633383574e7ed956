import type { Seed } from '#shared/seed.ts'

/** Names that Windows keeps for devices, whatever the extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i
const promptCharacters = 60

/** A prompt as words that every file system takes, cut at a word's end. */
export function readable(prompt: string): string {
  const plain = prompt
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} '&+,-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const letters = Array.from(plain)
  const cut = letters.length > promptCharacters ? letters.slice(0, promptCharacters).join('') : plain
  const whole = cut === plain ? plain : cut.replace(/ [^ ]*$/, '')
  // 255 bytes is the limit of most file systems, and date, seed and id want some.
  let text = whole
  while (new TextEncoder().encode(text).length > 150) text = Array.from(text).slice(0, -1).join('')
  const trimmed = text.replace(/^[ ,'-]+|[ ,'-]+$/g, '')
  return reserved.test(trimmed) ? `${trimmed} picture` : trimmed || 'untitled'
}

export type NameParts = { created: number; prompt: string; seed: Seed | null; id: string }

const day = (created: number) => {
  const date = new Date(created)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** `2026-11/2026-11-24 a red bird on a branch 7 1a2b3c4d.png`: date, prompt, seed, the id's first digits. */
export function pictureName({ created, prompt, seed, id }: NameParts, digits = 8, ending = '.png'): string {
  const date = day(created)
  const parts = [date, readable(prompt), ...(seed === null ? [] : [String(seed)]), id.slice(0, digits)]
  return `${date.slice(0, 7)}/${parts.join(' ')}${ending}`
}
