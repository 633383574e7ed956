/**
 * `npm run package -- [--linux|--win|--mac] [TARGET ...]`: electron-builder with dates from the sources, and with the
 * Electron that ELECTRON_OVERRIDE_DIST_PATH names in place of a download. `npm run build` comes before.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sourceDate } from './built-from.ts'

const root = resolve(import.meta.dirname, '..')

/** Runs electron-builder; what it says goes to `stdio`. Errors: when it fails, with its exit code. */
export function pack(
  args: readonly string[],
  stdio: 'inherit' | 'pipe' = 'inherit',
  env: NodeJS.ProcessEnv = process.env,
): void {
  const electron = env.ELECTRON_OVERRIDE_DIST_PATH
  const given = electron
    ? [
        `-c.electronDist=${electron}`,
        `-c.electronVersion=${readFileSync(join(electron, 'version'), 'utf8').trim()}`,
      ]
    : []
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-builder/cli.js'), ...args, '--publish', 'never', ...given],
    { cwd: root, stdio, encoding: 'utf8', env: { ...env, SOURCE_DATE_EPOCH: sourceDate(env) } },
  )
  if (status !== 0)
    throw new Error(`electron-builder ended with code ${status}\n${stdout ?? ''}${stderr ?? ''}`)
}

if (import.meta.main) pack(process.argv.slice(2))
