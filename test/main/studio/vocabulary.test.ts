import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readStarters, readVocabulary } from '#main/studio/models/vocabulary.ts'
import { scratchFolder } from './scratch.ts'

const scratch = scratchFolder()
const put = (name: string, value: unknown) => {
  const file = join(scratch.path, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, JSON.stringify(value))
}

describe('the words of a model', () => {
  test('none, its own file, or the one its manifest names in the plain form', async () => {
    expect(await readVocabulary(scratch.path)).toBeNull()
    expect(await readStarters(scratch.path)).toEqual([])
    put('studio.json', { vocabulary: 'scorer/vocabulary.json' })
    put('scorer/vocabulary.json', { subjects: ['fox', 'owl'], colours: ['red'], places: [], version: 3 })
    expect(await readVocabulary(scratch.path)).toEqual({
      subjects: [
        { word: 'fox', group: 'subjects', also: [] },
        { word: 'owl', group: 'subjects', also: [] },
      ],
      words: [{ kind: 'colours', words: ['red'] }],
    })
    const own = { subjects: [{ word: 'fox', group: 'animals', also: ['vixen'] }], words: [] }
    put('vocabulary.json', own)
    expect(await readVocabulary(scratch.path)).toEqual(own)
  })

  test('garbage is told; a manifest does not lead out of the folder', async () => {
    put('vocabulary.json', { subjects: 3 })
    await expect(readVocabulary(scratch.path)).rejects.toMatchObject({ code: 'model-broken' })
    put('starters.json', [{ title: '' }])
    await expect(readStarters(scratch.path)).rejects.toMatchObject({ code: 'model-broken' })
    const inner = join(scratch.path, 'inner')
    put('inner/studio.json', { vocabulary: '../vocabulary.json' })
    expect(await readVocabulary(inner)).toBeNull()
  })
})
