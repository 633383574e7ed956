import { chmodSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { StartServer } from '../main/server/served-child.ts'
import { type Damage, damages } from './damages.ts'
import { folderSums } from './folder-sums.ts'
import { type Inventory, inventory, openListening } from './inventory.ts'
import { openQueuePage } from './queue-page.ts'
import type { Roll } from './roll.ts'

/** A studio that was used and closed: where it lies, a copy of it, and what it knew. */
export type Used = {
  folder: string
  copy: string
  knew: Inventory
  assets: readonly string[]
  env: Record<string, string>
}

/** What a damaged file may take along, by where it lies; `$1` is what the first pattern found. */
const takes: readonly [RegExp, string][] = [
  [/^data\/settings\.json$/, '^settings$'],
  [/^data\/session\.json$/, '^session$'],
  [/^data\/queues\//, '^queue$'],
  [/^data\/assets\/..\/(.{64})/, '^asset $1'],
  [/^data\/knobs\/(\w+)\./, '^knob (file )?$1'],
  [/^data\/models\/tiny-sd\//, '^model tiny-sd'],
  [/^data\/models\.json$/, '^model tiny-lcm'],
  [/^data\/drawings\/([^/]+)\//, '^drawing $1'],
  [/^data\/loras\/(\w+)\./, '^lora $1'],
  [/^data\/wildcards\//, '^words$'],
  [/^pictures\/external\/folders\.json$/, '^(folder|picture) '],
  [/^pictures\/external\//, '^picture '],
  [/^pictures\/grids\//, '^grid '],
  [/^pictures\/.* ([0-9a-f]{8})\.png/, '^(picture $1|grid )'],
]
const mayTake = (path: string, thing: string) =>
  takes.some(([place, things]) => {
    const [, found = ''] = place.exec(path) ?? []
    return place.test(path) && new RegExp(things.replace('$1', found)).test(thing)
  })

/** Files that are known by being there alone: a folder in their place is as if they were deleted. */
const looked = /^data\/(loras|wildcards|models)\/|^pictures\/.*\.png$/
/** Of what is in the trash nothing is told. */
const untold = /^pictures\/\.trash\//

/** What changes whenever the studio runs and draws. */
const lives = /^cache\/|^data\/queues\/|^pictures\/\.incoming|^pictures\/\.reroll-lock$/

/** Without the right of the superuser to read everything; nothing where that cannot be given up. */
export const asOthers =
  existsSync('/usr/bin/setpriv') && process.getuid?.() === 0
    ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search']
    : []

/** Damages one file of a used studio, starts it, draws; gives what was wrong with that, a sentence each. */
export async function damagedStart(
  start: StartServer,
  { folder, copy, knew, assets, env }: Used,
  path: string,
  damage: Damage,
  roll: Roll,
): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  cpSync(copy, folder, { recursive: true, preserveTimestamps: true })
  const file = join(folder, path)
  const before = folderSums(folder)
  damages[damage](file, roll)
  const damaged = damage === 'unreadable' ? before.get(path)! : remains(folderSums(folder), path)
  const faults: string[] = []
  const studio = await start(folder, { env, under: asOthers })
  if (!studio.url) return [`it did not start: ${studio.complained()}`]
  const page = await openListening(studio.url)
  await page.call('pictures.range', { offset: 0, limit: 10 })
  await page.call('library.rebuild', undefined)
  const knows = await inventory(page.call, assets)
  const { problem } = await page.call('settings.get', undefined)
  const said = [...page.said, ...(problem ? [problem] : [])]
  const lost = [...knew].filter(([thing, value]) => knows.get(thing) !== value).map(([thing]) => thing)
  for (const thing of lost)
    if (!mayTake(path, thing))
      faults.push(`it took ${thing} along: ${knew.get(thing)} -> ${knows.get(thing)}`)
  const tell = lost.filter(thing => !/"(problem|lost)":"/.test(knows.get(thing) ?? ''))
  const asDeleted = damage === 'deleted' || (damage === 'a folder' && looked.test(path)) || untold.test(path)
  const hidden =
    (damage === 'flipped' && readsStill(file)) || (damage === 'emptied' && /\.(jsonl|txt)$/.test(path))
  if (tell.length && !said.length && !asDeleted && !hidden)
    faults.push(`nobody was told that these changed: ${tell.join(', ')} -> ${knows.get(tell[0]!)}`)
  const queue = await openQueuePage(studio.url)
  await queue.call('jobs.pause', { paused: false })
  const asked = await queue.add({ steps: 1, seed: 77 })
  if (path.startsWith('data/models/'))
    asked.push(
      ...(
        await queue.call('jobs.add', {
          jobs: [{ model: 'tiny-sd', generation: { prompt: 'a fox', seed: '5', steps: 1, guidance: 1 } }],
        })
      ).ids,
    )
  const [drawn, other] = await queue.ended(asked)
  if (drawn!.state !== 'done')
    faults.push(`nothing could be drawn: ${drawn!.error?.code} ${drawn!.error?.message}`)
  if (other?.error?.code === 'internal') faults.push(`the damaged model: ${other.error.message}`)
  queue.socket.close()
  page.socket.close()
  studio.child.kill('SIGTERM')
  const code = await studio.ended
  if (code !== 0) faults.push(`it ended with ${code}: ${studio.complained()}`)
  if (/^\s+at /m.test(studio.complained())) faults.push(`it complained: ${studio.complained()}`)
  if (damage === 'unreadable')
    for (const name of [...folderSums(folder).keys()])
      if (name.startsWith(path)) chmodSync(join(folder, name), 0o644)
  const after = folderSums(folder)
  for (const [name, sum] of before)
    if (name !== path && !lives.test(name) && after.get(name) !== sum)
      faults.push(`${name} was ${after.has(name) ? 'written over' : 'taken away'}`)
  if (damage !== 'deleted' && !path.startsWith('cache/') && !isKept(after, path, damaged))
    faults.push('what was left of the file is gone')
  return faults
}

/** What lies at a path, or in a folder there. */
const remains = (sums: ReadonlyMap<string, string>, path: string): string =>
  sums.get(path) ?? sums.get(join(path, 'inside')) ?? ''

/** Whether the same bytes lie beside where they were, under a name that begins with the file's. */
const isKept = (sums: ReadonlyMap<string, string>, path: string, sum: string) =>
  [...sums].some(([name, there]) => there === sum && name.startsWith(join(dirname(path), basename(path))))

/** A text in which a letter changed and which still reads as before: nobody can tell. */
function readsStill(file: string): boolean {
  if (!/\.(json|txt)$/.test(file)) return false
  try {
    if (file.endsWith('.json')) JSON.parse(readFileSync(file, 'utf8'))
    return true
  } catch {
    return false
  }
}
