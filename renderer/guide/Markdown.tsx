import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { pageOf, pictureOf } from './book.ts'
import { slug } from './slug.ts'

/** Where a link of a page leads: another page, and the heading there. */
export type Go = (page: string | null, place: string) => void

/** What a page says, as elements: nothing of it becomes HTML by itself. */
export const Markdown = ({ tokens, go }: { tokens: readonly Token[]; go: Go }) =>
  tokens.map((token, i) => <Part key={`${i} ${token.raw.slice(0, 20)}`} token={token} go={go} />)

function Part({ token, go }: { token: Token; go: Go }): ReactNode {
  const inner = 'tokens' in token && token.tokens ? <Markdown tokens={token.tokens} go={go} /> : null
  switch (token.type) {
    case 'heading': {
      const Heading = `h${token.depth + 1}` as 'h2' | 'h3' | 'h4'
      return <Heading id={slug(token.text)}>{inner}</Heading>
    }
    case 'paragraph':
      return <p>{inner}</p>
    case 'list': {
      const List = token.ordered ? 'ol' : 'ul'
      return (
        <List>
          {...(token as Tokens.List).items.map(item => <Item key={item.raw} item={item} go={go} />)}
        </List>
      )
    }
    case 'blockquote':
      return <blockquote>{inner}</blockquote>
    case 'code':
      return <pre>{token.text}</pre>
    case 'table':
      return <Table token={token as Tokens.Table} go={go} />
    case 'strong':
      return <strong>{inner}</strong>
    case 'em':
      return <em>{inner}</em>
    case 'codespan':
      return <code>{token.text}</code>
    case 'image':
      return <img src={pictureOf(token.href)} alt={token.text} loading="lazy" />
    case 'link':
      return (
        <Link href={token.href} go={go}>
          {inner}
        </Link>
      )
    case 'text':
      return inner ?? token.text
    case 'escape':
      return token.text
    default:
      return null
  }
}

const Item = ({ item, go }: { item: Tokens.ListItem; go: Go }) => (
  <li>
    <Markdown tokens={item.tokens} go={go} />
  </li>
)

const Table = ({ token: { header, rows }, go }: { token: Tokens.Table; go: Go }) => (
  <table>
    <thead>
      <tr>
        {header.map(cell => (
          <th key={cell.text} scope="col">
            <Markdown tokens={cell.tokens} go={go} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <tr key={row.map(({ text }) => text).join()}>
          {row.map((cell, i) => (
            <td key={header[i]?.text}>
              <Markdown tokens={cell.tokens} go={go} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

/** Within the guide a link turns the page; what lies outside of it is not here, and is only named. */
function Link({ href, go, children }: { href: string; go: Go; children: ReactNode }) {
  const [page = '', place = ''] = href.split('#')
  if (page !== '' && pageOf(page) === null) return <em>{children}</em>
  return (
    <button type="button" className="guide-link" onClick={() => go(page || null, place)}>
      {children}
    </button>
  )
}
