import type { PromptNode, Span } from './nodes.ts'
import { parsePrompt } from './parse.ts'
import { childrenOf } from './parse-hints.ts'

export type Edited = { text: string; start: number; end: number }

/** As A1111's Ctrl+Up and Ctrl+Down: by a tenth, of LoRAs by a twentieth. */
const by = { weight: 0.1, lora: 0.05 } as const

/**
 * The text with the weight of what is chosen one step up or down: of the brackets or the LoRA around the caret, else of
 * the words that are chosen or the word at the caret, which are put in brackets. Brackets of weight 1 go. Null where there
 * is nothing to weigh. `start` to `end` are chosen after it.
 */
export function changeWeight(text: string, start: number, end: number, up: boolean): Edited | null {
  const sign = up ? 1 : -1
  const node = around(parsePrompt(text), start, end)
  if (node?.kind === 'lora') return loraChanged(text, node.start, node.end, sign * by.lora)
  const chosen = node?.kind === 'weight' ? node.inner : wordsAt(text, start, end)
  if (!chosen) return null
  const [from, to] = node ? [node.start, node.end] : [chosen.start, chosen.end]
  const factor = node?.kind === 'weight' ? node.factor : 1
  const weight = rounded(factor + sign * by.weight)
  const words = text.slice(chosen.start, chosen.end)
  const [open, close] = weight === 1 ? ['', ''] : ['(', `:${told(weight)})`]
  return {
    text: text.slice(0, from) + open + words + close + text.slice(to),
    start: from + open.length,
    end: from + open.length + words.length,
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100
const told = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value))

type Weighed = Extract<PromptNode, { kind: 'weight' | 'lora' }>

/** The innermost bracket or LoRA that holds all that is chosen. */
function around(span: Span, start: number, end: number): Weighed | null {
  for (const node of span.nodes) {
    if (start < node.start || end > node.end) continue
    if (node.kind === 'lora') return start > node.start || end < node.end || start < end ? node : null
    for (const child of childrenOf(node)) {
      const inner = around(child, start, end)
      if (inner) return inner
    }
    const whole = start <= node.start && end >= node.end
    const touches = start > node.start && end < node.end
    if (node.kind === 'weight' && (whole ? start < end : touches)) {
      // Words chosen within longer brackets get brackets of their own, as in A1111.
      const all = start <= node.inner.start && end >= node.inner.end
      if (start === end || all) return node
    }
  }
  return null
}

function wordsAt(text: string, start: number, end: number): { start: number; end: number } | null {
  if (start < end) {
    const chosen = text.slice(start, end)
    const [from, to] = [
      start + chosen.length - chosen.trimStart().length,
      end - (chosen.length - chosen.trimEnd().length),
    ]
    return from < to ? { start: from, end: to } : null
  }
  const word = /[^\s,.()[\]{}<>|:#]/
  let [from, to] = [start, start]
  while (from > 0 && word.test(text[from - 1]!)) from--
  while (to < text.length && word.test(text[to]!)) to++
  return from < to ? { start: from, end: to } : null
}

function loraChanged(text: string, start: number, end: number, change: number): Edited {
  const tag = text.slice(start, end)
  const match = /^(<[^:>]+:[^:>]+)(?::([-+.\d]+))?/.exec(tag)!
  const before = match[2] === undefined ? 1 : Number(match[2])
  const weight = rounded((Number.isFinite(before) ? before : 1) + change)
  const changed = `${match[1]}:${weight}${tag.slice(match[0].length)}`
  return { text: text.slice(0, start) + changed + text.slice(end), start, end: start + changed.length }
}
