import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The command line is tested as it is shipped: built. Where that fails, the tests that run it fail and the others still tell. */
export default function build(): void {
  const root = resolve(import.meta.dirname, '..')
  const rolldown = join(root, 'node_modules', '.bin', 'rolldown')
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const { status, stderr } = spawnSync(rolldown, ['-c', 'rolldown.config.ts', '--logLevel', 'warn'], options)
  if (status === 0) return
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  console.error(`The build failed:\n${stderr.slice(0, 2000)}`)
}
