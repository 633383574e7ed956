import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import { promptLists } from '#main/studio/prompts/prompt-lists.ts'
import { withPromptFiles } from '#main/studio/prompts/with-prompt-files.ts'

let folder: string
const here = (...parts: string[]) => join(folder, ...parts)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reroll-lists-'))
  for (const place of ['wild/deep', 'words/sub']) mkdirSync(here(place), { recursive: true })
  writeFileSync(here('wild/colour.txt'), 'red\n# no\n\nblue\n')
  writeFileSync(here('wild/deep/place.txt'), 'a __colour__ hill\n__loop__\n')
  writeFileSync(here('wild/loop.txt'), '__loop__ __deep/place__\n')
  writeFileSync(here('wild/.hidden.txt'), 'x\n')
  writeFileSync(here('wild/notes.md'), 'x\n')
  writeFileSync(here('words/Old-Oil.safetensors'), '')
  writeFileSync(here('words/Old-Oil.pt'), '')
  writeFileSync(here('words/sub/ink.pt'), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

const lists = () => promptLists(() => ({ wildcards: here('wild'), embeddings: here('words') }))

test('names come from the files, the readable one of two first', async () => {
  expect(await lists().names()).toEqual({
    wildcards: ['colour', 'deep/place', 'loop'],
    embeddings: ['Old-Oil', 'ink'],
  })
  const { embeddings } = await lists().filesFor(['an old-oil ship'])
  expect(embeddings).toEqual({ 'Old-Oil': here('words/Old-Oil.safetensors') })
})

test('only what is named goes along, with what that names', async () => {
  expect((await lists().filesFor(['a __deep/place__'])).wildcards).toEqual({
    'deep/place': ['a __colour__ hill', '__loop__'],
    colour: ['red', 'blue'],
    loop: ['__loop__ __deep/place__'],
  })
  expect(await lists().filesFor(['a fox'])).toEqual({ wildcards: {}, embeddings: {} })
})

test('folders that are not there are empty', async () => {
  const none = promptLists(() => ({ wildcards: here('no'), embeddings: here('no') }))
  expect(await none.names()).toEqual({ wildcards: [], embeddings: [] })
})

test('engine calls carry what their prompts name, where signs are read', async () => {
  const seen: unknown[] = []
  const call = withPromptFiles(
    (async (_: string, input: unknown) => void seen.push(input)) as EngineCall,
    lists(),
  )
  const ask = (generation: object) =>
    call('generate.run', { folder: 'm', generation: { seed: 1, ...generation }, files: ['a.png'] })
  await ask({ prompt: 'a __colour__ fox', reading: { style: 'a1111', clipSkip: 1 } })
  await ask({ prompt: 'a __colour__ fox' })
  await ask({ negative: 'ink', reading: { style: 'comfyui', clipSkip: 1 } })
  const carried = seen.map(input => (input as { promptFiles?: unknown }).promptFiles)
  expect(carried).toEqual([
    { wildcards: { colour: ['red', 'blue'] }, embeddings: {} },
    undefined,
    { wildcards: {}, embeddings: { ink: here('words/sub/ink.pt') } },
  ])
})
