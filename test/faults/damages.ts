import { chmodSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Roll } from './roll.ts'

/** What may become of a file behind a program's back. */
export const damages = {
  emptied: file => truncateSync(file, 0),
  halved: (file, roll) => {
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.subarray(0, 1 + roll(Math.max(1, bytes.length - 1))))
  },
  flipped: (file, roll) => {
    const bytes = readFileSync(file)
    for (let n = 1 + roll(8); n > 0 && bytes.length; n--) bytes[roll(bytes.length)]! ^= 1 + roll(255)
    writeFileSync(file, bytes)
  },
  garbled: (file, roll) =>
    writeFileSync(
      file,
      readFileSync(file).map(() => roll(256)),
    ),
  'a folder': file => {
    rmSync(file)
    mkdirSync(file)
    writeFileSync(join(file, 'inside'), 'something of a person')
  },
  unreadable: file => chmodSync(file, 0),
  deleted: file => rmSync(file),
} satisfies Record<string, (file: string, roll: Roll) => void>

export type Damage = keyof typeof damages
export const damageNames = Object.keys(damages) as Damage[]
