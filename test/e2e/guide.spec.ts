import { copyFileSync, mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { atStudio } from './at-studio.ts'
import { root } from './electron-host.ts'
import { patience } from './guide/moves.ts'
import { keep, take } from './guide/shot.ts'
import { shots } from './guide/shots.ts'
import { unlike } from './guide/unlike.ts'
import { servedHost } from './served-host.ts'

/** `npm run guide` puts them where the pages look for them; else they are held against what lies there. */
const write = process.env.REROLL_GUIDE === 'write'

describe('pictures of the guide', () => {
  const at = atStudio(servedHost(1.5), profile => {
    const upscalers = join(profile.data, 'models', 'upscalers')
    mkdirSync(upscalers, { recursive: true })
    copyFileSync(join(root, 'test/parity/graphs/upscaler-4/model.onnx'), join(upscalers, '4x-Lines.onnx'))
    // The pictures show what everybody sees: the shipped model.
    return { REROLL_SHIPPED: '' }
  })
  beforeAll(async () => {
    // Much else may go on on the machine.
    at.studio.page.setDefaultTimeout(patience.timeout)
    await at.studio.page.setViewportSize({ width: 1200, height: 800 })
  })
  test.each(shots)('$name', { timeout: 2 * patience.timeout }, async shot => {
    await shot.go(at)
    const picture = await take(shot, at.studio.page)
    await shot.leave?.(at)
    const file = `${shot.name}.webp`
    keep(join(root, write ? 'docs/guide/pictures' : 'test-output/guide', file), picture)
    const kept = await readFile(join(root, 'docs/guide/pictures', file))
    expect(await unlike(kept, picture), 'take it anew with `npm run guide`').toBe(null)
  })

  test('there are these pictures and no others', async () => {
    const there = await readdir(join(root, 'docs/guide/pictures'))
    expect(there.sort()).toEqual(shots.map(({ name }) => `${name}.webp`).sort())
  })
})
