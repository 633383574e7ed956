import { decode, encode } from 'fast-png'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Drawing } from '#shared/canvas/records.ts'
import { conditions as conditionsSchema } from '#shared/conditions.ts'
import type { Compiled } from '../../renderer/canvas/compile/compiled.ts'
import { area, blankPage, line, photo, withItems, withLayer } from './compile-page/drawings.ts'
import { type CompilePage, isReady, openCompilePage } from './compile-page/open.ts'

let opened: CompilePage
beforeAll(async () => {
  opened = await openCompilePage()
})
afterAll(() => opened?.close())
beforeEach(() => opened.page.evaluate(() => window.puts.splice(0)))

const size = { width: 64, height: 64 }
const model = { controls: ['sketch', 'scribble', 'depth'] }

type Answer = Pick<Compiled, 'conditions'> & { maps: [string, object][]; untold: [string, string][] }

async function compile(drawing: Drawing, at = size, options: object = {}): Promise<Answer> {
  const answer = await opened.page.evaluate(
    async ({ records, at, model, options }) => {
      const made = await window.compile(records, at, model, options)
      return { conditions: made.conditions, maps: [...made.maps], untold: [...made.untold] }
    },
    { records: [...drawing.values()], at, model, options },
  )
  expect(conditionsSchema.parse(answer.conditions)).toEqual(answer.conditions)
  return answer as Answer
}

async function pixels(id: string): Promise<ReturnType<typeof decode>> {
  const bytes = await opened.page.evaluate(id => [...(window.kept.get(id) ?? [])], id)
  return decode(Uint8Array.from(bytes))
}

const puts = () => opened.page.evaluate(() => [...window.puts])

async function keep(
  width: number,
  height: number,
  at: (x: number, y: number) => readonly number[],
): Promise<string> {
  const data = new Uint8Array(4 * width * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), 4 * (y * width + x))
  const bytes = [...encode({ width, height, data, channels: 4 })]
  const put = await opened.page.evaluate(
    bytes => window.call('assets.put', { bytes: Uint8Array.from(bytes) }),
    bytes,
  )
  return put.id!
}

test('strokes of any colour are white ink on black, erased ones are not', async () => {
  let drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [
    line('a', 's', [32, 128, 224, 128], { colour: '#ffff00' }),
  ])
  drawing = withItems(drawing, line('b', 's', [128, 64, 128, 192], { erase: true, size: 40 }))
  const { conditions, maps } = await compile(drawing)
  expect(conditions.controls).toMatchObject([{ net: 'sketch', weight: 1, from: 0, to: 1 }])
  const map = await pixels(conditions.controls[0]!.map)
  expect([map.width, map.height, map.channels]).toEqual([64, 64, 1])
  const at = (x: number, y: number) => map.data[y * 64 + x]
  expect([at(16, 32), at(48, 32), at(32, 32), at(16, 8)]).toEqual([255, 255, 0, 0])
  expect(maps.map(([id]) => id)).toEqual(['s'])
  expect(conditions.start).toBeNull()
})

test('a dark drawing in a photo is ink; edges are found where the layer asks for them', async () => {
  const dark = await keep(64, 64, x => (x >= 30 && x < 34 ? [0, 0, 0, 255] : [255, 255, 255, 255]))
  const sketch = (edges: string) =>
    withLayer(blankPage(), { id: 's', role: 'sketch', edges } as never, [
      photo('p', 's', dark, [0, 0, 256, 256]),
    ])
  const inked = await pixels((await compile(sketch('none'))).conditions.controls[0]!.map)
  expect([...inked.data.slice(64 * 20 + 27, 64 * 20 + 37)].map(level => level > 128)).toEqual(
    [0, 0, 0, 1, 1, 1, 1, 0, 0, 0].map(Boolean),
  )
  const edged = await pixels((await compile(sketch('canny'))).conditions.controls[0]!.map)
  const row = [...edged.data.slice(64 * 20, 64 * 21)]
  expect(row.flatMap((level, x) => (level ? [x] : [])).length).toBe(2)
})

test('layers of one net and weight share a map; another net reads the colours', async () => {
  let drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [line('a', 's', [20, 40, 230, 40])])
  drawing = withLayer(drawing, { id: 't', role: 'sketch' }, [line('b', 't', [20, 200, 230, 200])])
  drawing = withLayer(drawing, { id: 'd', role: 'sketch', net: 'depth', weight: 0.5 }, [
    area('c', 'd', [64, 64, 128, 128], { fill: '#808080' }),
  ])
  drawing = withLayer(drawing, { id: 'n', role: 'sketch', net: 'normal' }, [area('e', 'n', [0, 0, 9, 9])])
  const { conditions, untold } = await compile(drawing)
  expect(conditions.controls.map(({ net, weight }) => [net, weight])).toEqual([
    ['sketch', 1],
    ['depth', 0.5],
  ])
  const [lines, depth] = await Promise.all(conditions.controls.map(({ map }) => pixels(map)))
  expect([lines!.data[64 * 10 + 32], lines!.data[64 * 50 + 32]]).toEqual([255, 255])
  const { channels, data } = depth!
  const middle = channels * (64 * 32 + 32)
  expect([...data.slice(middle, middle + 3)]).toEqual([128, 128, 128])
  expect([...data.slice(0, 3)]).toEqual([0, 0, 0])
  expect(untold).toEqual([['n', 'no-net']])
})

test('a region is a rectangle where that is all there is, else a mask; outside the box it is nothing', async () => {
  let drawing = withLayer(blankPage(), { id: 'r', role: 'region', words: 'a red barn', weight: 1.5 }, [
    area('a', 'r', [64, 128, 128, 200]),
  ])
  drawing = withLayer(drawing, { id: 'q', role: 'region', words: 'the sky' }, [
    area('b', 'q', [0, 0, 256, 64]),
    area('c', 'q', [100, 0, 50, 256], { fill: null, line: '#000000' }),
  ])
  drawing = withLayer(drawing, { id: 'o', role: 'region', words: 'far' }, [area('d', 'o', [900, 0, 9, 9])])
  const { conditions, untold } = await compile(drawing)
  expect(conditions.regions).toHaveLength(2)
  expect(conditions.regions[0]).toMatchObject({
    words: 'a red barn',
    weight: 1,
    rectangle: { x: 0.25, y: 0.5, width: 0.5, height: 0.5 },
  })
  const mask = await pixels(conditions.regions[1]!.mask!)
  const at = (x: number, y: number) => mask.data[y * 64 + x]
  // What an outline goes around is meant.
  expect([at(2, 2), at(60, 10), at(31, 50), at(10, 50)]).toEqual([255, 255, 255, 0])
  expect(untold).toEqual([['o', 'empty']])
})

test('paint is where drawing begins from, clear where there is none, in a box that may lie beyond the page', async () => {
  let drawing = withLayer(blankPage(), { id: 'c', role: 'colour', hold: 0.25 }, [
    area('a', 'c', [0, 0, 128, 256], { fill: '#2080c0' }),
  ])
  const box = { ...drawing.get('box')!, x: -128 } as never
  drawing = new Map([...drawing, ['box', box]])
  const { conditions } = await compile(drawing)
  expect(conditions.start).toMatchObject({ strength: 0.75, mask: null, padding: null })
  const image = await pixels(conditions.start!.image)
  const at = (x: number, y: number) => [...image.data.slice(4 * (y * 64 + x), 4 * (y * 64 + x) + 4)]
  expect(at(40, 30)).toEqual([0x20, 0x80, 0xc0, 255])
  expect(at(10, 30)).toEqual([0, 0, 0, 0])
})

test('light pressure and a lower hold let go sooner, by a mask of shares', async () => {
  let drawing = withLayer(blankPage(), { id: 'c', role: 'colour', hold: 0.8 }, [
    area('a', 'c', [0, 0, 256, 128]),
    line('b', 'c', [20, 192, 236, 192], { press: 0.25, size: 60 }),
  ])
  drawing = withLayer(drawing, { id: 'd', role: 'image', hold: 0 }, [area('e', 'd', [0, 0, 64, 64])])
  const { start } = (await compile(drawing)).conditions
  const mask = await pixels(start!.mask!)
  const strength = (x: number, y: number) => (start!.strength * mask.data[y * 64 + x]!) / 255
  expect(start!.strength).toBeCloseTo(1, 2)
  expect(strength(8, 8)).toBeCloseTo(1, 2)
  expect(strength(40, 16)).toBeCloseTo(0.2, 2)
  expect(strength(32, 48)).toBeCloseTo(0.6, 2)
})

test('a mask says what is drawn anew; one that covers nothing here is as if it were not there', async () => {
  const paint = withLayer(blankPage(), { id: 'c', role: 'colour', hold: 0.4 }, [
    area('a', 'c', [0, 0, 256, 256]),
  ])
  const masked = withLayer(paint, { id: 'm', role: 'mask', feather: 0.1, padding: 32 }, [
    area('b', 'm', [64, 64, 64, 64]),
  ])
  const { start } = (await compile(masked)).conditions
  // Only around the mask: as large as the box, so that nothing of it is lost.
  expect(start).toMatchObject({ strength: 0.6, feather: 0.1, padding: 32 })
  const mask = await pixels(start!.mask!)
  expect(mask.width).toBe(256)
  expect([mask.data[96 * 256 + 96], mask.data[0]]).toEqual([255, 0])
  const away = withLayer(paint, { id: 'm', role: 'mask' }, [area('b', 'm', [400, 0, 9, 9])])
  const { conditions, untold } = await compile(away)
  expect([conditions.start!.mask, untold]).toEqual([null, [['m', 'empty']]])
  const alone = withLayer(blankPage(), { id: 'm', role: 'mask' }, [area('b', 'm', [0, 0, 99, 99])])
  expect((await compile(alone)).untold).toEqual([['m', 'nothing-to-keep']])
})

test('what lies beyond the page is not seen, and not told', async () => {
  let drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [line('a', 's', [-200, 128, 200, 128])])
  drawing = withLayer(drawing, { id: 'r', role: 'region' }, [area('b', 'r', [-128, 0, 256, 256])])
  drawing = new Map([...drawing, ['box', { ...drawing.get('box')!, x: -128 } as never]])
  const { conditions } = await compile(drawing)
  const map = await pixels(conditions.controls[0]!.map)
  expect([map.data[64 * 32 + 16], map.data[64 * 32 + 48]]).toEqual([0, 255])
  expect(conditions.regions[0]!.rectangle).toEqual({ x: 0.5, y: 0, width: 0.5, height: 1 })
})

test('hidden layers and results tell nothing', async () => {
  let drawing = withLayer(blankPage(), { id: 's', role: 'sketch', visible: false }, [
    line('a', 's', [9, 9, 99, 99]),
  ])
  drawing = withLayer(drawing, { id: 'r', role: 'result' }, [area('b', 'r', [0, 0, 99, 99])])
  const { conditions, untold } = await compile(drawing, size, { drawing: false })
  expect(conditions).toEqual({ controls: [], regions: [], start: null, drawing: null })
  expect(untold).toEqual([])
})

test('a stroke added, changed and taken back gives the same maps as a drawing painted at once', async () => {
  const strokes = Array.from({ length: 5 }, (_, n) =>
    line(`s${n}`, 's', [20, 20 + 40 * n, 230, 60 + 30 * n], { erase: n === 3 }),
  )
  const upTo = (n: number) => withLayer(blankPage(), { id: 's', role: 'sketch' }, strokes.slice(0, n))
  const byHand: string[] = []
  for (const n of [1, 2, 3, 4, 5, 4, 2, 5]) byHand.push((await compile(upTo(n))).conditions.controls[0]!.map)
  await opened.page.reload()
  await isReady(opened.page)
  for (const [i, n] of [1, 2, 3, 4, 5].entries())
    expect((await compile(upTo(n))).conditions.controls[0]!.map).toBe(byHand[i])
  expect(byHand.slice(5)).toEqual([byHand[3], byHand[1], byHand[4]])
})

test('only files that are new are sent', async () => {
  const drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [line('x1', 's', [3, 9, 99, 77])])
  await compile(drawing)
  expect((await puts()).length).toBe(2)
  await compile(drawing)
  expect((await puts()).length).toBe(2)
  const more = withLayer(drawing, { id: 'r', role: 'region' }, [line('x2', 'r', [9, 9, 99, 99])])
  await compile(more, size, { drawing: false })
  expect((await puts()).length).toBe(3)
})

test('a file that got lost on its way is told and made again', async () => {
  const drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [line('l1', 's', [5, 99, 77, 3])])
  await opened.page.evaluate(() => {
    window.trouble.losses = 2
  })
  await expect(compile(drawing)).rejects.toThrow('The disk is full')
  const { conditions } = await compile(drawing)
  expect(await puts()).toEqual(expect.arrayContaining([conditions.controls[0]!.map, conditions.drawing]))
})

test('the newest of many calls wins, the others are cancelled', async () => {
  const drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [line('n1', 's', [5, 50, 77, 99])])
  const settled = await opened.page.evaluate(
    async ({ records, model }) => {
      const calls = [32, 48, 64].map(side => window.compile(records, { width: side, height: side }, model))
      return (await Promise.allSettled(calls)).map(one =>
        one.status === 'fulfilled'
          ? one.value.conditions.controls.length
          : (one.reason as { code: string }).code,
      )
    },
    { records: [...drawing.values()], model },
  )
  expect(settled).toEqual(['cancelled', 'cancelled', 1])
})

test('the drawing itself goes along as JSON', async () => {
  const drawing = withLayer(blankPage(), { id: 's', role: 'sketch' }, [line('j', 's', [5, 50, 77, 99])])
  const { conditions } = await compile(drawing)
  const text = await opened.page.evaluate(
    id => new TextDecoder().decode(window.kept.get(id!)),
    conditions.drawing,
  )
  const { records } = JSON.parse(text) as { records: { id: string }[] }
  expect(new Map(records.map(one => [one.id, one]))).toEqual(new Map(drawing))
})

test('a layer that a brush lays open tells only what was uncovered of its images', async () => {
  const red = await keep(8, 8, () => [255, 0, 0, 255])
  const drawing = withLayer(blankPage(), { id: 'i', role: 'image', reveal: true }, [
    photo('p', 'i', red, [0, 0, 256, 256]),
    line('a', 'i', [0, 128, 256, 128], { colour: '#0000ff', size: 64 }),
  ])
  const { conditions } = await compile(drawing)
  const { data } = await pixels(conditions.start!.image)
  const at = (x: number, y: number) => [...data.slice(4 * (y * 64 + x), 4 * (y * 64 + x) + 4)]
  expect(at(32, 32)).toEqual([255, 0, 0, 255])
  expect(at(32, 4)[3]).toBe(0)
  expect(at(32, 60)[3]).toBe(0)
})
