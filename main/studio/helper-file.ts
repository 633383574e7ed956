import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The file of a helper that runs beside its host, as a thread or a process: beside the bundle once built; from source,
 * the source itself where Node reads TypeScript. REROLL_BUILT names a folder to take built ones from even then, as they
 * start several times as fast. Null where there is neither.
 */
export function helperFile(built: string, source: string, from: string): string | null {
  const at = (path: string) => fileURLToPath(new URL(path, from))
  const folder = process.env.REROLL_BUILT
  const files = [at(`./${built}.mjs`), ...(folder ? [join(folder, `${built}.mjs`)] : [])]
  const readsTypeScript = 'typescript' in process.features && process.features.typescript
  if (readsTypeScript) files.push(at(source))
  return files.find(file => existsSync(file)) ?? null
}
