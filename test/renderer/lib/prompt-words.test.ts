import { expect, test } from 'vitest'
import { promptWords } from '../../../renderer/lib/prompt-words.ts'

test.each([
  ['a red bird on a branch', ['red', 'bird', 'branch']],
  ['Red bird, red sky; jack-o’-lantern', ['Red', 'bird', 'red', 'sky', 'jack-o’-lantern']],
  ['bird, bird', ['bird']],
  ['über 2 Häuser', ['über', '2', 'Häuser']],
  ['the of', []],
  ['', []],
])('%s', (prompt, words) => expect(promptWords(prompt)).toEqual(words))
