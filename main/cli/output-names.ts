import { existsSync, statSync } from 'node:fs'
import { basename, extname, join, parse, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { type Seeds, settingsOfPicture } from '#shared/picture-settings.ts'

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory()

/** The prompt as a part of a file name: lower case, at most 48 characters, safe on every system. */
const slug = (prompt: string): string =>
  prompt
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '') || 'picture'

/** A name beside which nothing lies yet: `bird.png`, `bird-2.png`, ... */
function unused(file: string): string {
  const { dir, name, ext } = parse(file)
  let candidate = file
  for (let n = 2; existsSync(candidate); n++) candidate = join(dir, `${name}-${n}${ext}`)
  return candidate
}

/** `7`, or `7-v12` for its variation by seed 12. */
const seedName = ({ seed, variation }: Seeds): string =>
  variation.strength > 0 ? `${seed}-v${variation.seed}` : `${seed}`

export type NamesWanted = {
  out: string | undefined
  prompt: string
  /** Of the first picture. */
  seeds: Seeds
  count: number
  suffix?: string
}

/**
 * One path per picture. `out` names a file (replaced when it exists) or a folder; without it, or in a folder,
 * names come from prompt and seed and never replace a file. Several pictures of one file name are numbered.
 * Errors: `invalid-input` for an extension other than .png.
 */
export function outputNames({ out, prompt, seeds, count, suffix = '' }: NamesWanted): string[] {
  const extension = out === undefined ? '' : extname(out).toLowerCase()
  if (out === undefined || /[/\\]$/.test(out) || isFolder(out) || extension === '')
    return Array.from({ length: count }, (_, i) =>
      unused(resolve(out ?? '.', `${slug(prompt)}-${seedName(settingsOfPicture(seeds, i))}${suffix}.png`)),
    )
  if (extension !== '.png')
    throw new StudioError(
      'invalid-input',
      `--out ${basename(out)}: Reroll writes PNG files; give a name that ends in .png, or a folder`,
    )
  if (count === 1) return [resolve(out)]
  const { dir, name, ext } = parse(resolve(out))
  const digits = Math.max(2, String(count).length)
  return Array.from({ length: count }, (_, i) =>
    join(dir, `${name}-${String(i + 1).padStart(digits, '0')}${ext}`),
  )
}
