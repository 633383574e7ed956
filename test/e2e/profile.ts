import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Everything that one person has: settings, caches and a library, all in one scratch folder. */
export type Profile = {
  folder: string
  library: string
  data: string
  env: Record<string, string>
  remove(): void
}

export function newProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'reroll-e2e-'))
  const pictures = join(folder, 'pictures')
  const data = join(folder, 'data')
  mkdirSync(pictures)
  mkdirSync(join(folder, 'cache'))
  const samples = process.env.REROLL_E2E_SAMPLES
  if (samples) symlinkSync(samples, join(folder, 'cache', 'samples'))
  return {
    folder,
    data,
    library: join(pictures, 'Reroll'),
    env: {
      HOME: folder,
      REROLL_DATA: data,
      REROLL_CACHE: join(folder, 'cache'),
      XDG_PICTURES_DIR: pictures,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
