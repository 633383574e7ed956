import { lexer, type Token, type Tokens } from 'marked'

/** The pages of docs/guide and their pictures, as they were when the window was built: read without a network. */
const texts = import.meta.glob<string>('../../docs/guide/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const pictures = import.meta.glob<string>('../../docs/guide/pictures/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
})
const folder = '../../docs/guide'

export const frontPage = 'README.md'

/** A page by its file's name; null for one that is not among them. */
export function pageOf(name: string): Token[] | null {
  const text = texts[`${folder}/${name}`]
  return text === undefined ? null : lexer(text)
}

/** The address of a picture that a page names. */
export const pictureOf = (href: string): string | undefined => pictures[`${folder}/${href}`]

/** The pages in the order in which the front page lists them, called as there. */
export function chapters(): { page: string; title: string }[] {
  const items = (pageOf(frontPage) ?? [])
    .filter((token): token is Tokens.List => token.type === 'list')
    .flatMap(({ items }) => items)
  return items.flatMap(({ text }) => {
    const [, title, page] = /^\[([^\]]+)\]\(([^)]+\.md)\)/.exec(text) ?? []
    return title && page ? [{ page, title }] : []
  })
}
