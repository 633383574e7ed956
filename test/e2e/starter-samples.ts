import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testEnvironment } from '../environment.ts'
import { opened } from '../main/studio/open-studio.ts'

const { REROLL_SHIPPED } = testEnvironment
const model = 'picturebook'

async function draw(scratch: string): Promise<void> {
  const { studio, call } = await opened(scratch)
  for (const { generation } of await call('models.starters', { model }))
    await call('models.sample', { model, prompt: generation.prompt, seed: Number(generation.seed) })
  await studio.close()
}

/** The starters' pictures are the same for every profile: each is drawn once in a run, REROLL_E2E_SAMPLES names where. */
export default function drawStarters(): () => void {
  const scratch = mkdtempSync(join(tmpdir(), 'reroll-e2e-samples-'))
  const { status } = spawnSync(process.execPath, [import.meta.filename, scratch], {
    stdio: 'inherit',
    env: { ...process.env, REROLL_SHIPPED },
  })
  // The studios of the tests then draw them, as they do for everybody.
  if (status === 0) process.env.REROLL_E2E_SAMPLES = join(scratch, 'cache', 'samples')
  return () => rmSync(scratch, { recursive: true, force: true })
}

if (process.argv[1] === import.meta.filename) {
  await draw(process.argv[2]!)
  process.exit()
}
