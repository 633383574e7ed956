import { marksOf } from './marks.ts'
import type { PromptNode, Span } from './nodes.ts'
import { parsePrompt } from './parse.ts'
import { childrenOf } from './parse-hints.ts'

const number = (value: number) => String(Math.round(value * 1000) / 1000)
const percent = (value: number) => `${Math.round(value * 100)} %`

/** What stands at a place of a prompt and what it does, the innermost last; null where there are words alone. */
export function explainAt(text: string, caret: number): string | null {
  const whole = parsePrompt(text)
  const hint = whole.hints.find(({ start, end }) => caret >= start && caret <= end)
  if (hint) return hint.message
  const nodes = pathTo(whole, caret)
  const inner = nodes.at(-1)
  if (!inner) return null
  const words = (span: Span) => text.slice(span.start, span.end).trim().replace(/\s+/g, ' ')
  const short = (span: Span) =>
    words(span).length > 40 ? `${words(span).slice(0, 39)}…` : words(span) || 'nothing'
  const weight = marksOf(text).find(
    ({ start, end, kind }) => kind === 'words' && caret >= start && caret <= end && end > start,
  )?.weight
  const total =
    nodes.filter(({ kind }) => kind === 'weight').length > 1 && weight !== undefined
      ? `, ${number(weight)} in all`
      : ''
  const said: Partial<{ [K in PromptNode['kind']]: (node: Extract<PromptNode, { kind: K }>) => string }> = {
    weight: ({ inner, factor }) => `${short(inner)}: weighted ${number(factor)}${total}`,
    schedule: ({ from, to, when }) =>
      `${from ? short(from) : 'nothing'} until ${timeOf(when)}, then ${short(to)}`,
    alternate: ({ options }) => `${options.map(short).join(', then ')}: in turn, step by step`,
    choice: ({ options }) => `One of ${options.map(({ span }) => short(span)).join(', ')}, by the seed`,
    wildcard: ({ name }) => `A line of the list ${name}, by the seed`,
    lora: ({ name }) => `LoRA ${name}: no words, it changes the model`,
    escape: ({ start }) => `The sign ${text[start + 1]} itself`,
    comment: () => 'A comment: not read',
    break: () => 'BREAK: what follows begins a new window of 75 tokens',
    and: () =>
      'AND: what follows is a prompt of its own, drawn together with the others; a number behind its last colon weighs it',
  }
  return (said[inner.kind] as ((node: PromptNode) => string) | undefined)?.(inner) ?? null
}

const timeOf = (when: number) => (when < 1 ? `${percent(when)} of the steps` : `step ${Math.trunc(when)}`)

/** The nodes around a place, the outermost first. */
function pathTo(span: Span, caret: number): PromptNode[] {
  const node =
    span.nodes.find(({ start, end }) => caret > start && caret < end) ??
    span.nodes.find(({ start, end }) => caret === start || caret === end)
  if (!node) return []
  for (const child of childrenOf(node))
    if (caret >= child.start && caret <= child.end) {
      const inner = pathTo(child, caret)
      if (inner.length) return [node, ...inner]
    }
  return [node]
}
