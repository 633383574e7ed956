import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { everydayWords } from '#engine/scorer/everyday-words.ts'
import { phrasesOf } from '#engine/scorer/phrases.ts'
import { filled, nounsOf, wordsOf } from '#engine/scorer/words.ts'

const shipped = resolve(import.meta.dirname, '../../fixtures/shipped/picturebook')

describe('words', () => {
  test("a scorer's own vocabulary where its folder has one, else everyday things", async () => {
    const own = await wordsOf(shipped)
    expect(nounsOf(own)).toEqual(expect.arrayContaining(['robin', 'fox', 'teddy bear']))
    expect(own.groups.find(({ group }) => group === 'colours')).toMatchObject({
      noun: false,
      words: expect.arrayContaining(['teal']),
    })
    expect((await wordsOf(import.meta.dirname)).groups).toBe(everydayWords)
  })

  test('everyday things are some four hundred, each once', () => {
    const all = everydayWords.filter(({ noun }) => noun).flatMap(({ words }) => words)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThanOrEqual(400)
    expect(all.filter(word => word !== word.trim().toLowerCase())).toEqual([])
  })

  test.each([
    ['a photo of a {}.', 'fox', 'a photo of a fox.'],
    ['a photo of a {}.', 'owl', 'a photo of an owl.'],
    ['A {}', 'apple', 'An apple'],
    ['{} and {}', 'owl', 'owl and owl'],
    ['banana {}', 'owl', 'banana owl'],
  ])('%s with %s', (template, word, expected) => {
    expect(filled(template, word)).toBe(expected)
  })
})

describe('phrases of a prompt', () => {
  const groups = [
    { group: 'birds', noun: true, words: ['bird', 'owl', 'blue jay', 'crow', 'duck', 'swan', 'robin'] },
    { group: 'animals', noun: true, words: ['fox', 'cat'] },
    { group: 'fruit', noun: true, words: ['apple'] },
    { group: 'colours', noun: false, words: ['red', 'blue', 'orange'] },
  ]
  const of = (prompt: string) => phrasesOf(prompt, groups)

  test('small words are none, terms of several words are one', () => {
    const prompt = 'A Blue Jay on the left of a shiny, well-made fence'
    expect(of(prompt).map(({ phrase }) => phrase)).toEqual(['Blue Jay', 'shiny', 'well-made', 'fence'])
    for (const { phrase, start, end } of of(prompt)) expect(prompt.slice(start, end)).toBe(phrase)
  })

  test('near misses: others of its kind, for a thing also of other kinds, articles with them', () => {
    const [red, bird] = of('a red bird')
    expect(red!.near).toEqual(['a blue bird', 'an orange bird'])
    expect(bird!.near).toEqual([
      'a red owl',
      'a red crow',
      'a red duck',
      'a red robin',
      'a red fox',
      'a red apple',
    ])
    expect(of('two birds')[1]!.near).toEqual(expect.arrayContaining(['two owls', 'two foxes', 'two apples']))
  })

  test('without it: no double spaces, no lonely commas', () => {
    const without = (prompt: string) => of(prompt).map(({ without }) => without)
    expect(without('a red bird')).toEqual(['a bird', 'a red'])
    expect(without('fox, misty')).toEqual(['misty', 'fox,'])
    expect(of('fox, misty').map(({ near }) => near.length > 0)).toEqual([true, false])
  })

  test('nothing asks for nothing', () => {
    expect(of('')).toEqual([])
    expect(of('of the and, with')).toEqual([])
  })
})
