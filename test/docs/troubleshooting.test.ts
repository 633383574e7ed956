import { expect, test } from 'vitest'
import { pages, root, tokensOf } from './guide-pages.ts'
import { gap, sentences } from './sentences.ts'
import { windowSentences } from './window-texts.ts'

const page = pages.get('troubleshooting.md')!

/** Where only other sentences are passed on, or a name in the source means something else at that place. */
const notSaid = new Set([
  'another processor or version of ONNX Runtime rounds differently',
  'each word was tried, never together',
  'every pixel is the same',
  'in no prompt yet: …',
  'mixed',
  'narrow',
  'wide',
  '… of …',
  '…: …',
  '…; nearest pictures at …, … % of what was tried has nearer ones',
])

const said = new Set(
  [
    ...[...sentences(root)].filter(([text, file]) => text !== `${gap} ${file}`).map(([text]) => text),
    ...windowSentences(),
  ].filter(text => !notSaid.has(text)),
)
const listed = new Set(
  tokensOf(page, 'list_item').map(({ text }) => /^(`+) ?(.*?) ?\1$/.exec(text)?.[2] ?? ''),
)

test('every sentence of a failure or a warning stands on the page', () => {
  expect(said.size).toBeGreaterThan(400)
  expect([...said].filter(text => !listed.has(text))).toEqual([])
})

test('the page lists no sentence that nothing says any more', () => {
  const introduction = tokensOf(page.slice(0, page.indexOf('\n## ')), 'list_item').length
  expect([...listed].filter(text => text !== '' && !said.has(text))).toEqual([])
  expect(tokensOf(page, 'list_item').length - introduction).toBe(said.size)
})

test('each group says its cause and its remedy', () => {
  const groups = page.split(/^### /m).slice(1)
  expect(groups.length).toBeGreaterThan(30)
  for (const group of groups)
    expect(group).toMatch(/^.+\n\n\*\*Cause\.\*\* .{20,}\n\n\*\*Remedy\.\*\* .{20,}\n\n- `/)
})
