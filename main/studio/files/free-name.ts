import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A name that nothing in the folder has: the one wanted, or with a number behind it. */
export function freeName(folder: string, wanted: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`
    if (!existsSync(join(folder, name))) return name
  }
}
