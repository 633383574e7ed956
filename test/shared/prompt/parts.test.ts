import { expect, test } from 'vitest'
import { partsOf } from '#shared/prompt/parts.ts'
import { plainWords } from '#shared/prompt/plain-words.ts'
import { plainReading, saysMore } from '#shared/prompt/reading.ts'
import { readStyles } from '#shared/prompt/styles.ts'

test('AND parts prompts, a number behind the last colon weighs one', () => {
  expect(partsOf('a cat AND a dog :0.8 AND rain:-1')).toEqual([
    { text: 'a cat ', weight: 1 },
    { text: ' a dog', weight: 0.8 },
    { text: ' rain', weight: -1 },
  ])
  expect(partsOf('at 10:30')).toEqual([{ text: 'at 10:30', weight: 1 }])
  expect(partsOf('SAND ANDES')).toHaveLength(1)
})

test('comments and LoRA tags are no words', () => {
  expect(readStyles.a1111.clean('a fox # red\n# or not\non snow <lora:x:1>')).toBe('a fox \non snow ')
  expect(readStyles.comfyui.clean('a /* red\n */ fox // or not\n# 1')).toBe('a  fox \n# 1')
  expect(readStyles.plain.clean('a # <lora:x:1>')).toBe('a # <lora:x:1>')
})

test('the words alone', () => {
  expect(plainWords('a (red:1.3) [fox|owl] AND [snow] \\(x\\)', { style: 'a1111' })).toBe(
    'a red fox  snow (x)',
  )
  expect(plainWords('a (red:1.3) [fox]', { style: 'comfyui' })).toBe('a red [fox]')
  expect(plainWords('a (red:1.3)', plainReading)).toBe('a (red:1.3)')
})

test.each(['a red fox, sleeping: 10:30', ''])('"%s" means the same in every style', text => {
  expect(saysMore(text)).toBe(false)
})
test.each([
  '(a)',
  '[a]',
  'a\\',
  '{a|b}',
  '__a__',
  'a AND b',
  'BREAK',
  '# a',
  '<lora:a>',
  'embedding:x',
  'a fox '.repeat(13),
])('"%s" may not', text => {
  expect(saysMore(text)).toBe(true)
})
