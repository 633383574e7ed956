import { describe, expect, test } from 'vitest'
import {
  completions,
  lexicon,
  nearWord,
  replaceWord,
  unknownWords,
} from '../../../renderer/lib/vocabulary.ts'

const lex = lexicon({
  subjects: [
    { word: 'robin', group: 'birds', also: [] },
    { word: 'blue jay', group: 'birds', also: [] },
    { word: 'cherry', group: 'fruit', also: ['cherries'] },
    { word: 'fox', group: 'animals', also: [] },
  ],
  words: [{ kind: 'colour', words: ['red', 'sky blue'] }],
})
const words = (text: string) => unknownWords(text, lex).map(({ text, near }) => [text, near])

describe('unknown words', () => {
  test('known words, glue, plurals and phrases are not underlined', () => {
    expect(words("a red robin and two blue jays, the fox's foxes on sky blue")).toEqual([['two', null]])
  })
  test('the nearest known word is offered', () => {
    expect(words('a red robbin with a fix')).toEqual([
      ['robbin', 'robin'],
      ['fix', 'fox'],
    ])
  })
  test('two letters in the wrong order are one slip', () => {
    expect(nearWord('rde', lex)).toBe('red')
    expect(nearWord('fxo', lex)).toBe('fox')
  })
  test('nothing near, nothing offered', () => expect(nearWord('spaceship', lex)).toBe(null))
  test('numbers and signs are no words', () => expect(words('(red:1.3) 42 --')).toEqual([]))
  test('places are exact, so that a click replaces the right word', () => {
    const text = 'robin robbin robin'
    const [found] = unknownWords(text, lex)
    expect(replaceWord(text, found!, found!.near!)).toBe('robin robin robin')
  })
})

describe('completions', () => {
  const offered = (text: string) => completions(text, text.length, lex).map(({ phrase }) => phrase)
  test('from two letters on', () => {
    expect(offered('a r')).toEqual([])
    expect(offered('a ro')).toEqual(['robin'])
  })
  test('phrases go on over a space', () => {
    expect(offered('a blue j')).toEqual([])
    expect(offered('a blue ja')).toEqual(['blue jay'])
  })
  test('a finished word is not offered again', () => expect(offered('a robin')).toEqual([]))
  test('not in the middle of a word', () => expect(completions('a robin', 4, lex)).toEqual([]))
  test('says where the word begins', () => expect(completions('a ro', 4, lex)[0]?.from).toBe(2))
})
