import type { PromptNode, Span } from './nodes.ts'
import { parsePrompt } from './parse.ts'
import { childrenOf } from './parse-hints.ts'

/** A prompt's words step by step: each text holds up to and with its step. */
export type PromptSchedule = { until: number; text: string }[]

/** `[a:b:when]`: a share of the steps below 1, else a step; the words before it hold up to and with that step. */
const stepOf = (when: number, steps: number): number =>
  Math.min(steps, Math.trunc(when < 1 ? when * steps : when))

/** The text in force in step `step` of `steps`, counted from 1. */
export function textAt(text: string, step: number, steps: number): string {
  const whole = parsePrompt(text)
  return isTimed(whole) ? told(text, whole, step, steps) : text
}

/** As A1111 lists them, earliest first. */
export function scheduleOf(text: string, steps: number): PromptSchedule {
  const whole = parsePrompt(text)
  const changes = new Set([steps, ...changesIn(whole, steps)])
  return [...changes].sort((a, b) => a - b).map(until => ({ until, text: told(text, whole, until, steps) }))
}

const isTimed = (span: Span): boolean =>
  span.nodes.some(
    node => node.kind === 'schedule' || node.kind === 'alternate' || childrenOf(node).some(isTimed),
  )

function* changesIn(span: Span, steps: number): Generator<number> {
  for (const node of span.nodes) {
    if (node.kind === 'schedule') yield stepOf(node.when, steps)
    if (node.kind === 'alternate') for (let step = 1; step <= steps; step++) yield step
    for (const child of childrenOf(node)) yield* changesIn(child, steps)
  }
}

function told(text: string, { start, end, nodes }: Span, step: number, steps: number): string {
  let out = ''
  let at = start
  for (const node of nodes) {
    out += text.slice(at, node.start) + toldOf(text, node, step, steps)
    at = node.end
  }
  return out + text.slice(at, end)
}

function toldOf(text: string, node: PromptNode, step: number, steps: number): string {
  if (node.kind === 'schedule') {
    const before = step <= stepOf(node.when, steps)
    const chosen = before ? node.from : node.to
    return chosen ? told(text, chosen, step, steps) : ''
  }
  if (node.kind === 'alternate')
    return told(text, node.options[(step - 1) % node.options.length]!, step, steps)
  if (node.kind === 'weight') {
    const { inner } = node
    return (
      text.slice(node.start, inner.start) + told(text, inner, step, steps) + text.slice(inner.end, node.end)
    )
  }
  return text.slice(node.start, node.end)
}
