import type { Place, PromptNode, Span } from './nodes.ts'
import { parsePrompt, step } from './parse.ts'
import { childrenOf, strayBrackets } from './parse-hints.ts'

type MarkKind =
  | 'words'
  | 'sign'
  | 'time'
  | 'wildcard'
  | 'lora'
  | 'embedding'
  | 'comment'
  | 'break'
  | 'and'
  | 'escape'

/** A stretch of a prompt that looks the same all over. Marks follow each other without a gap. */
export type Mark = Place & {
  kind: MarkKind
  /** Of the words in it. */
  weight: number
  /** Within words that change on the way, or are one of several. */
  changes: boolean
}

const atoms: Partial<Record<PromptNode['kind'], MarkKind>> = {
  wildcard: 'wildcard',
  lora: 'lora',
  embedding: 'embedding',
  comment: 'comment',
  break: 'break',
  and: 'and',
  escape: 'escape',
}

/** The text as an editor shows it, by what each part does. */
export function marksOf(text: string): Mark[] {
  const whole = parsePrompt(text)
  const factors = strayFactors(text, whole)
  const edges = factors.flatMap(({ start, end }) => [start, end])
  const marks: Mark[] = []
  const say = (start: number, end: number, mark: Omit<Mark, keyof Place>) => {
    for (let at = start; at < end; ) {
      const stop = Math.min(end, ...edges.filter(edge => edge > at))
      const weight = factors.reduce(
        (product, { start: from, end: to, factor }) => (at >= from && at < to ? product * factor : product),
        mark.weight,
      )
      marks.push({ start: at, end: stop, ...mark, weight })
      at = stop
    }
  }
  const span = ({ start, end, nodes }: Span, weight: number, changes: boolean) => {
    let at = start
    for (const node of nodes) {
      say(at, node.start, { kind: 'words', weight, changes })
      one(node, weight, changes)
      at = node.end
    }
    say(at, end, { kind: 'words', weight, changes })
  }
  const one = (node: PromptNode, weight: number, changes: boolean) => {
    const atom = atoms[node.kind]
    if (atom) return say(node.start, node.end, { kind: atom, weight, changes })
    const own = node.kind === 'weight' ? weight * node.factor : weight
    const within = changes || node.kind !== 'weight'
    let at = node.start
    for (const child of childrenOf(node)) {
      say(at, child.start, { kind: 'sign', weight, changes: within })
      span(child, own, within)
      at = child.end
    }
    say(at, node.end, { kind: node.kind === 'schedule' ? 'time' : 'sign', weight, changes: within })
  }
  span(whole, 1, false)
  return marks
}

/** Brackets that no node has taken still weigh, from the one to the other or to the end. */
function strayFactors(text: string, whole: Span): (Place & { factor: number })[] {
  return strayBrackets(text, whole).flatMap(({ at, char, pair }) =>
    char === '(' || char === '['
      ? [{ start: at + 1, end: pair ?? text.length, factor: char === '(' ? step : 1 / step }]
      : [],
  )
}
