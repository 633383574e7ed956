import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { servers } from '../main/server/served-child.ts'
import { scratchFolder } from '../main/studio/scratch.ts'
import { openQueuePage } from './queue-page.ts'

const scratch = scratchFolder()
const startServer = servers()
const long = Boolean(process.env.REROLL_LONG)
/** What each process may take, in GiB, and the side of a picture whose attention alone takes more in the tiny model, where it is not fused. */
const limits = long
  ? ([
      [8, 1344],
      [4, 1152],
      [2, 896],
    ] as const)
  : ([[2, 896]] as const)
const canLimit = spawnSync('prlimit', ['--version']).error === undefined

/** A model whose U-Net holds all scores of its attention at once: one that makes small numbers as it runs is not fused. */
function openModel(): string {
  const folder = join(scratch.path, 'tiny-int8')
  const here = (path: string) => resolve(import.meta.dirname, '..', path)
  cpSync(here('fixtures/tiny-sd'), folder, { recursive: true })
  copyFileSync(here('parity/graphs/unet-int8/model.onnx'), join(folder, 'unet', 'model.onnx'))
  return folder
}

// Of each process, not of all together: `--as` or a group of processes would be stricter, and is not at hand everywhere.
test.skipIf(process.platform !== 'linux' || !canLimit).each(limits)(
  'a studio whose processes may take %d GiB each draws with the shipped model, says of a picture of side %d that it is too much, and goes on',
  { timeout: 600_000 },
  async (gibibytes, side) => {
    const tiny = openModel()
    const studio = await startServer(scratch.path, {
      under: ['prlimit', `--data=${gibibytes * 2 ** 30}`],
      env: { XDG_CACHE_HOME: join(scratch.path, 'cache') },
    })
    const page = await openQueuePage(studio.url)
    const before = await page.add({ steps: 2, seed: 1 })
    const { ids: large } = await page.call('jobs.add', {
      jobs: [
        { model: tiny, generation: { prompt: 'a fox', seed: '1', steps: 1, width: side, height: side } },
      ],
    })
    const after = await page.add({ steps: 2, seed: 2 })
    const [first, tooLarge, last] = await page.ended([...before, ...large, ...after], 500_000)
    expect([first!.state, tooLarge!.state, last!.state]).toEqual(['done', 'failed', 'done'])
    expect(tooLarge!.error).toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/Not enough memory .* choose a smaller picture/),
    })
    studio.child.kill('SIGTERM')
    expect(await studio.ended).toBe(0)
    expect(studio.complained()).not.toMatch(/^\s+at /m)
  },
)
