import { describe, expect, test } from 'vitest'
import { nameCompletions } from '../../../renderer/lib/name-completions.ts'
import { replaceWord } from '../../../renderer/lib/vocabulary.ts'

const names = {
  wildcards: ['animals'],
  embeddings: ['paintbrush'],
  loras: ['Oil paint', 'add_detail', 'paintings', 'x.y-2'],
}
const kinds = { wildcard: 'list', embedding: 'inversion', lora: 'LoRA' }
/** The text, its caret at |, after the n-th offer was taken; null where there is none. */
function taken(text: string, n = 0): string | null {
  const caret = text.indexOf('|')
  const whole = text.replace('|', '')
  const offer = nameCompletions(whole, caret, names, kinds)[n]
  return offer ? replaceWord(whole, { from: offer.from, to: offer.to ?? caret }, offer.phrase) : null
}

describe('LoRAs behind <lora:', () => {
  test.each([
    ['a fox <lora:add|', 'a fox <lora:add_detail:1>'],
    ['<lora:X.|, night', '<lora:x.y-2:1>, night'],
    ['<lyco:|', '<lyco:Oil paint:1>'],
    // Names that begin so come before those that hold it.
    ['<lora:paint|', '<lora:paintings:1>'],
    // Within a whole tag the strength stays.
    ['<lora:ad|xx:0.8>', '<lora:add_detail:0.8>'],
    ['<lora:add|:0.8:0.5> a fox', '<lora:add_detail:0.8:0.5> a fox'],
    ['<lora:add|>', '<lora:add_detail>'],
    ['<lora:nobody|', null],
    ['<lora:add_detail:0.|', null],
    ['<lora:add_detail:1> paintb|', '<lora:add_detail:1> paintbrush'],
    ['a <b:add|', null],
  ])('%s', (text, expected) => {
    expect(taken(text)).toBe(expected)
  })

  test('the other that holds it is the second', () => {
    expect(taken('<lora:paint|', 1)).toBe('<lora:Oil paint:1>')
    expect(taken('<lora:paint|', 2)).toBeNull()
  })
})

test('a list behind __, a textual inversion by its beginning', () => {
  expect(taken('a __an|')).toBe('a __animals__')
  expect(taken('a pai|')).toBe('a paintbrush')
})
