import type { Hint, PromptNode, Span } from './nodes.ts'

/** What may not be meant, in the order of the text. */
export function hintsOf(text: string, whole: Span): Hint[] {
  return [...strayOf(text, whole), ...whole.nodes.flatMap(node => within(text, node))].sort(
    (a, b) => a.start - b.start,
  )
}

const stray: Readonly<Record<string, string>> = {
  '(': 'This bracket is never closed: everything behind it weighs 1.1 times as much, as in A1111. For the sign itself write \\(',
  '[': 'This bracket is never closed: everything behind it weighs 1.1 times less, as in A1111. For the sign itself write \\[',
  ')': 'No bracket is open here: it is read as text. For the sign itself write \\)',
  ']': 'No bracket is open here: it is read as text. For the sign itself write \\]',
  '{': 'This brace is never closed: it is read as text',
  '}': 'No brace is open here: it is read as text',
}

/** Signs that no node has taken; which of them belong together is settled as A1111 does, kind by kind. */
export function strayBrackets(
  text: string,
  whole: Span,
): { at: number; char: string; pair: number | null }[] {
  const found: { at: number; char: string; pair: number | null }[] = []
  const open: Record<string, typeof found> = { '(': [], '[': [] }
  const pairs: Record<string, string> = { ')': '(', ']': '[' }
  for (const at of uncovered(whole)) {
    const char = text[at]!
    if (!(char in stray)) continue
    const one = { at, char, pair: null as number | null }
    found.push(one)
    open[char]?.push(one)
    const partner = open[pairs[char] ?? '']?.pop()
    if (partner) {
      partner.pair = at
      one.pair = partner.at
    }
  }
  return found
}

const strayOf = (text: string, whole: Span): Hint[] =>
  strayBrackets(text, whole)
    .filter(({ pair }) => pair === null)
    .map(({ at, char }) => ({ start: at, end: at + 1, message: stray[char]! }))

function* uncovered({ start, end, nodes }: Span): Generator<number> {
  let at = start
  for (const node of nodes) {
    for (; at < node.start; at++) yield at
    at = node.end
  }
  for (; at < end; at++) yield at
}

function within(text: string, node: PromptNode): Hint[] {
  const { start, end } = node
  const own: Hint[] = []
  const say = (message: string, from = start, to = end) => own.push({ start: from, end: to, message })
  if (node.kind === 'weight') {
    const said = text.slice(node.inner.start, node.inner.end)
    const odd = /:\s*[^:]*$/.exec(said)
    if (node.bracket === '(' && odd && /^:\s*[+-]?[.\d]+\s*$/.test(odd[0]))
      say(
        'This number is read as words: a weight stands between the colon and the bracket without a space, as in (fox:1.3)',
        node.inner.start + odd.index,
        node.inner.end,
      )
    if (node.bracket === '[' && odd && !said.includes('|'))
      say(
        'Words that change need a time at the end, as in [day:night:0.5]; without one these are words that weigh less',
      )
    if (Math.abs(node.factor) > 3)
      say(`A weight of ${node.factor} mostly spoils a picture; 0.5 to 1.5 is usual`)
  }
  if (node.kind === 'choice' && node.options.every(({ weight }) => weight === 0))
    say('All of these have a weight of 0: none can be chosen, and nothing is read')
  return [...own, ...childrenOf(node).flatMap(span => span.nodes.flatMap(inner => within(text, inner)))]
}

/** The stretches of text that a node holds, in order. */
export function childrenOf(node: PromptNode): Span[] {
  if (node.kind === 'weight') return [node.inner]
  if (node.kind === 'schedule') return node.from ? [node.from, node.to] : [node.to]
  if (node.kind === 'alternate') return node.options
  if (node.kind === 'choice') return node.options.map(({ span }) => span)
  return []
}
