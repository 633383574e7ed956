import { expect, test } from 'vitest'
import { lorasOf, withoutLoras } from '#shared/prompt/loras.ts'

const told = (text: string) =>
  lorasOf(text).map(({ name, strength, clipStrength }) => [name, strength, clipStrength])

test('one number is for both, a second one for the U-Net, names say which', () => {
  expect(told('<lora:fur:0.8>')).toEqual([['fur', 0.8, 0.8]])
  expect(told('<lora:fur>')).toEqual([['fur', 1, 1]])
  expect(told('<lora:fur:0.5:0.7>')).toEqual([['fur', 0.7, 0.5]])
  expect(told('<lyco:fur:te=0.5:unet=-1>')).toEqual([['fur', -1, 0.5]])
  expect(told('<lora:fur:unet=0.3>')).toEqual([['fur', 0.3, 1]])
  expect(told('<lora:fur:loud>')).toEqual([['fur', 1, 1]])
})

test('places, order and repeats are kept; tags are no words', () => {
  const text = 'a fox <lora:a:1> and <lora:b:2><lora:a:3>'
  expect(lorasOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '<lora:a:1>',
    '<lora:b:2>',
    '<lora:a:3>',
  ])
  expect(withoutLoras(text)).toBe('a fox  and ')
  expect(told('<hypernet:x:1> <lora:>')).toEqual([])
})
