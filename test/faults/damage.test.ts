import { cpSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { servers } from '../main/server/served-child.ts'
import { scratchFolderOnce } from '../main/studio/scratch.ts'
import { asOthers, damagedStart, type Used } from './damaged-start.ts'
import { damageNames } from './damages.ts'
import { folderSums } from './folder-sums.ts'
import { inventory, openListening } from './inventory.ts'
import { dice } from './roll.ts'
import { bringFiles, useStudio } from './used-studio.ts'

const scratch = scratchFolderOnce()
const startServer = servers()
/** So many of all pairs of a file and a damage; 0 for all of them. */
const some = Number(process.env.REROLL_DAMAGES ?? 6)

let used: Used
beforeAll(async () => {
  const folder = join(scratch.path, 'studio')
  const copy = join(scratch.path, 'copy')
  const env = { XDG_CACHE_HOME: join(folder, 'cache') }
  mkdirSync(join(folder, 'data'), { recursive: true })
  bringFiles(folder)
  await useStudio(await startServer(folder, { env }), folder)
  const assets = [...folderSums(folder).keys()].filter(path => path.startsWith('data/assets/'))
  const ids = assets.map(path => basename(path).slice(0, 64))
  const studio = await startServer(folder, { env })
  const page = await openListening(studio.url)
  const knew = await inventory(page.call, ids)
  page.socket.close()
  studio.child.kill('SIGTERM')
  await studio.ended
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true })
  used = { folder, copy, knew, assets: ids, env }
})

test.skipIf(process.platform !== 'linux')(
  'a file that was damaged behind its back: the studio starts, tells, loses nothing else, and draws',
  { timeout: 3_600_000 },
  async () => {
    const roll = dice(11)
    const files = [...folderSums(used.copy).keys()].filter(path => /^(data|pictures|cache)\//.test(path))
    const pairs = files.flatMap(file => damageNames.map(damage => [file, damage] as const))
    const able = pairs.filter(
      ([, damage]) => damage !== 'unreadable' || asOthers.length || process.getuid?.() !== 0,
    )
    const wanted = some ? Array.from({ length: some }, () => able[roll(able.length)]!) : able
    const faults: string[] = []
    for (const [file, damage] of wanted)
      for (const fault of await damagedStart(startServer, used, file, damage, roll))
        faults.push(`${file} ${damage}: ${fault}`)
    console.log(`${wanted.length} damages of ${files.length} files`)
    expect(faults).toEqual([])
  },
)
