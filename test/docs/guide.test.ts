import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { slug } from '../../renderer/guide/slug.ts'
import { escapePattern } from '../../shared/escape-pattern.ts'
import { guide, pages, root, tokensOf } from './guide-pages.ts'
import { gap } from './sentences.ts'
import { names } from './window-texts.ts'

const pictures = join(guide, 'pictures')
const all = [...pages].map(([name, text]) => ({ name, text }))

test('every picture that a page names is there, and every one that is there is named', () => {
  const named = all.flatMap(({ text }) => tokensOf(text, 'image').map(({ href }) => href))
  const there = readdirSync(pictures)
  expect([...new Set(named)].sort()).toEqual(there.map(name => `pictures/${name}`).sort())
  for (const { text } of all)
    for (const image of tokensOf(text, 'image')) expect(image.text.length).toBeGreaterThan(20)
})

test('all pictures together are small enough to come along', () => {
  const bytes = readdirSync(pictures).map(name => statSync(join(pictures, name)).size)
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(3 * 2 ** 20)
})

test.each(all)('$name: every link leads somewhere', ({ text }) => {
  const headings = (page: string) =>
    tokensOf(readFileSync(page, 'utf8'), 'heading').map(one => slug(one.text))
  for (const { href } of tokensOf(text, 'link')) {
    const [path = '', place] = href.split('#')
    const file = resolve(guide, path)
    expect(existsSync(file), href).toBe(true)
    if (place) expect(headings(file), href).toContain(place)
  }
})

test.each(['README.md', 'docs/README.md'])('every page is reached from %s', start => {
  const seen = new Set<string>()
  const follow = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    for (const { href } of tokensOf(readFileSync(file, 'utf8'), 'link'))
      if (/^[\w./-]+\.md(#|$)/.test(href)) follow(resolve(dirname(file), href.split('#')[0]!))
  }
  follow(join(root, start))
  expect(all.map(({ name }) => name).filter(name => !seen.has(join(guide, name)))).toEqual([])
})

test('what the pages call controls are names in the window', () => {
  const known = new Set(names().filter(name => !name.includes(gap)))
  const filled = names()
    .filter(name => name.includes(gap) && name.replaceAll(gap, '').trim().length > 3)
    .map(name => new RegExp(`^${name.split(gap).map(escapePattern).join('.+')}$`))
  const unknown = all.flatMap(({ name, text }) =>
    tokensOf(text, 'strong')
      .map(({ text }) => text.replace(/&#39;/g, "'"))
      .filter(text => !/^(Cause|Remedy|As dice|As knobs)\.$/.test(text))
      .filter(text => !known.has(text) && !filled.some(pattern => pattern.test(text)))
      .map(text => `${relative(root, join(guide, name))}: ${text}`),
  )
  expect(unknown).toEqual([])
})
