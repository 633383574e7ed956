import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What package-lock.json tells of a package. */
export type Locked = {
  version?: string
  license?: string
  dev?: boolean
  devOptional?: boolean
  hasInstallScript?: boolean
  integrity?: string
  resolved?: string
  link?: boolean
}

/** Everything that package-lock.json names; `production`: what the program itself may load. `at`: its folder, from the repository's root. */
export function lockedPackages(root: string, production: boolean): (Locked & { at: string; name: string })[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  return Object.entries(packages)
    .filter(([at, { dev, devOptional }]) => at && !(production && (dev || devOptional)))
    .map(([at, locked]) => ({
      ...locked,
      at,
      name: at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length),
    }))
}
