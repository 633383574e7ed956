import { beforeAll, describe, expect, test } from 'vitest'
import { evenPair, templated } from '#engine/knobs/word-templates.ts'
import { type ClipTokenizer, loadTokenizer } from '#engine/tokenizer/clip.ts'
import { fixture } from '../pipeline/draw.ts'

let clip: ClipTokenizer
beforeAll(async () => {
  clip = await loadTokenizer(fixture('clip-tokenizer'))
})
const ids = (text: string) => Array.from(clip.encode(text).ids.subarray(1, clip.encode(text).count + 1))

describe('a word in a prompt', () => {
  test.each(['a small bird on a branch', 'bird', 'The old house, at night', '', 'ein Vogel; 3 Äpfel'])(
    'the tokens of "%s" are found again in every place',
    prompt => {
      for (const { text, places, count } of templated(prompt, 'line drawing', clip)) {
        const whole = ids(text)
        expect(count).toBe(whole.length)
        expect(places.map(place => whole[place])).toEqual(ids(prompt))
      }
    },
  )
  test('stands after the article', () => {
    expect(templated('a bird', 'small', clip)[0]!.text.replace(/\s+/g, ' ')).toBe('a small bird')
  })
})

describe('a pair', () => {
  test.each([
    ['small', 'large', 'small', 'large'],
    ['painting', 'line drawing', 'painting painting', 'line drawing'],
    ['', 'very foggy', ', ,', 'very foggy'],
  ])('%s | %s is said with as many tokens', (less, more, saidLess, saidMore) => {
    expect(evenPair(less, more, clip)).toEqual([saidLess, saidMore])
    expect(clip.encode(saidLess).count).toBe(clip.encode(saidMore).count)
  })
})
