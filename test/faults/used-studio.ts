import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { floatsToHalves } from '#engine/float16.ts'
import { encodePlain } from '#engine/png/picture-file.ts'
import { encodeDirection } from '#main/studio/knobs/direction-file.ts'
import { directionId } from '#shared/direction.ts'
import type { Direction } from '#shared/steer.ts'
import type { KnobFile } from '#shared/studio/knobs.ts'
import { ask } from '../main/server/client.ts'
import type { ServedChild } from '../main/server/served-child.ts'
import { someDrawing } from '../main/studio/canvas/some-drawing.ts'
import { paint } from '../main/studio/paint.ts'
import { openQueuePage } from './queue-page.ts'

const fixtures = resolve(import.meta.dirname, '../fixtures')

/** What a person brings before the studio is opened: a model, a LoRA, a list of words, a folder to be watched. */
export function bringFiles(folder: string): void {
  const data = join(folder, 'data')
  cpSync(join(fixtures, 'tiny-sd'), join(data, 'models', 'tiny-sd'), { recursive: true })
  mkdirSync(join(data, 'loras'))
  cpSync(join(fixtures, 'loras/files/linear.safetensors'), join(data, 'loras', 'linear.safetensors'))
  mkdirSync(join(data, 'wildcards'))
  writeFileSync(join(data, 'wildcards', 'birds.txt'), 'heron\nowl\nwren\n')
  mkdirSync(join(folder, 'watched'))
  paint(join(folder, 'watched', 'found.png'), 1, 'found elsewhere')
  cpSync(join(fixtures, 'tiny-lcm'), join(folder, 'linked', 'tiny-lcm'), { recursive: true })
}

/** Uses a studio until it has one of nearly everything that is kept, and closes it. */
export async function useStudio({ child, url, ended }: ServedChild, folder: string): Promise<void> {
  const page = await openQueuePage(url)
  const { call } = page
  await call('settings.set', { change: { theme: 'dark', minFreeMiB: 1, embedPictures: false } })
  await call('session.set', { prompt: 'an unsent prompt', promptHistory: ['a heron', 'an owl'] })
  await call('models.add', { folder: join(folder, 'linked', 'tiny-lcm'), how: 'link' })
  await call('folders.add', { folder: join(folder, 'watched') })
  const drawn = await page.ended(
    await page.add({ steps: 1, seed: 1 }, { steps: 1, seed: 2 }, { steps: 1, seed: 3 }),
  )
  const [first, second, third] = drawn.map(({ pictures }) => pictures[0]!)
  await call('pictures.edit', {
    ids: [first!],
    addTags: ['kept'],
    addBoards: ['Birds'],
    stars: 4,
    note: 'good',
  })
  await call('pictures.edit', { ids: [second!], addTags: ['other'], label: 'red' })
  await call('pictures.trash', { ids: [third!] })
  const external = await call('pictures.range', { offset: 0, limit: 9, filter: { text: 'elsewhere' } })
  await call('pictures.edit', { ids: [external.pictures[0]!.id], addTags: ['theirs'] })
  for (const id of [first!, second!]) await ask(page.port, `/image/${id}?w=256`, { cookie: page.cookie })
  const generation = { prompt: 'a grid', seed: '9', steps: 1, guidance: 1 }
  const { job } = await call('grids.add', {
    model: 'picturebook',
    generation,
    axes: { x: 'seed=1..2', y: '', z: '' },
  })
  await page.ended([job])
  for (const { file, numbers } of await someKnobs())
    await call('knobs.import', {
      model: 'tiny-sd',
      files: [
        { name: 'K.knob.json', bytes: Buffer.from(JSON.stringify(file)) },
        ...(numbers ? [{ name: 'K.safetensors', bytes: Uint8Array.from(numbers) }] : []),
      ],
    })
  const image = { width: 8, height: 8, rgb: new Uint8Array(8 * 8 * 3).fill(90) }
  await call('assets.put', { bytes: Uint8Array.from(encodePlain(image)) })
  for (const name of ['Heron', 'Owl']) {
    const { records, strokeOf } = someDrawing()
    const { id } = await call('drawings.create', { name, records })
    for (let n = 0; n < 3; n++)
      await call('drawings.append', { id, revision: n, changes: { [`s${n}`]: strokeOf(`s${n}`) } })
  }
  await call('jobs.clear', undefined)
  await call('jobs.pause', { paused: true })
  await page.add({ steps: 1, seed: 11 }, { steps: 1, seed: 12 })
  page.socket.close()
  child.kill('SIGTERM')
  await ended
}

async function someKnobs(): Promise<{ file: KnobFile; numbers: Uint8Array | null }[]> {
  const direction: Direction = {
    space: 'x0',
    dims: [4, 1, 1],
    halves: new Uint8Array(floatsToHalves([1, -2, 0.5, 3]).slice().buffer),
  }
  const file = (name: string, knob: KnobFile['knob']): KnobFile => ({
    format: 1,
    name,
    prompt: '',
    family: 'StableDiffusionPipeline',
    model: null,
    from: 0,
    to: 1,
    licence: '',
    knob,
  })
  const { space, dims } = direction
  const id = await directionId(direction)
  return [
    { file: file('Darker', { kind: 'words', less: 'day', more: 'night' }), numbers: null },
    {
      file: file('Leaning', { kind: 'direction', id, space, dims, explained: 0.3, stability: 0.9 }),
      numbers: encodeDirection(direction),
    },
  ]
}
