import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lockedPackages } from '../packaging/locked-packages.ts'

const root = resolve(import.meta.dirname, '..')

export type Dependency = {
  name: string
  version: string
  licence: string
  /** The scripts that npm would run when it is installed. */
  scripts: string[]
  integrity: string
  /** Where it comes from, when that is not the registry. */
  from: string
}

/** Everything that package-lock.json names; `production`: what the program itself may load. */
export const dependencies = (production: boolean): Dependency[] =>
  lockedPackages(root, production).map(
    ({
      at,
      name,
      version = '',
      license = 'none',
      hasInstallScript,
      integrity = '',
      resolved = '',
      link,
    }) => ({
      name,
      version,
      licence: license,
      scripts: hasInstallScript ? scriptsOf(at) : [],
      integrity,
      from: link ? 'a folder' : resolved.replace(/^https:\/\/registry\.npmjs\.org\/.*/, ''),
    }),
  )

function scriptsOf(at: string): string[] {
  const { scripts = {} } = JSON.parse(readFileSync(join(root, at, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>
  }
  return ['preinstall', 'install', 'postinstall'].flatMap(name => scripts[name] ?? [])
}

// As a program it prints what ships: node test/dependencies.ts
if (import.meta.main)
  for (const { name, version, licence, scripts } of dependencies(true))
    console.log([name, version, licence, ...scripts].join('\t'))
