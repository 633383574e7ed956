import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lexer, type Token, walkTokens } from 'marked'

export const root = resolve(import.meta.dirname, '../..')
export const guide = join(root, 'docs', 'guide')

/** The pages of the guide by the names of their files. */
export const pages = new Map(
  readdirSync(guide)
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => [name, readFileSync(join(guide, name), 'utf8')]),
)

/** Everything of one kind on a page, however deep it lies. */
export function tokensOf(text: string, type: string): (Token & { text: string; href: string })[] {
  const found: Token[] = []
  walkTokens(lexer(text), token => {
    if (token.type === type) found.push(token)
  })
  return found as (Token & { text: string; href: string })[]
}
