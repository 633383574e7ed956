import { expect, test } from 'vitest'
import { openModel } from '#engine/model/open.ts'
import { encodeText } from '#engine/pipeline/encode-text.ts'
import { fixture } from './draw.ts'

test('the same words are encoded once, for each model by itself, and the latest are kept', async () => {
  const [one, other] = [
    await openModel(fixture('tiny-sd'), { device: 'cpu' }),
    await openModel(fixture('tiny-v'), { device: 'cpu' }),
  ]
  try {
    const fox = await encodeText(one, 'a fox')
    expect(await encodeText(one, 'a fox')).toBe(fox)
    expect(await encodeText(other, 'a fox')).not.toBe(fox)
    for (let i = 0; i < 80; i++) await encodeText(one, `${i} foxes`)
    const again = await encodeText(one, 'a fox')
    expect(again).not.toBe(fox)
    expect(again.hidden).toEqual(fox.hidden)
  } finally {
    await Promise.all([one.release(), other.release()])
  }
})
