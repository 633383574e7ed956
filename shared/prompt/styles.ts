import { loraTag } from './loras.ts'
import { type PromptPart, partsOf } from './parts.ts'
import { textAt } from './schedule.ts'
import { a1111Segments, comfyuiSegments, type Segment } from './segments.ts'
import type { PromptStyle } from './style-names.ts'

type Style = {
  /** The text without what is no words: comments, LoRA tags. */
  clean(text: string): string
  /** Prompts that are drawn together, each with its weight. */
  parts(text: string): PromptPart[]
  /** The words in force in a step, from 1. */
  at(text: string, step: number, steps: number): string
  segments(text: string): Segment[]
}

/** A comment goes with its line end where it has a line of its own. */
const a1111Comments = (text: string) =>
  text.replace(/(^|\n)#[^\n]*(\n|$)/g, '\n').replace(/#[^\n]*(\n|$)/g, '\n')
const comfyuiComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
const withoutTags = (text: string) => text.replace(loraTag, '')
const one = (text: string): PromptPart[] => [{ text, weight: 1 }]
const same = (text: string) => text

/** What each style reads. How words are weighed and cut into windows is the engine's (engine/prompt/). */
export const readStyles: Record<PromptStyle, Style> = {
  a1111: {
    clean: text => withoutTags(text.includes('#') ? a1111Comments(text) : text),
    parts: partsOf,
    at: textAt,
    segments: a1111Segments,
  },
  comfyui: {
    clean: text => withoutTags(comfyuiComments(text)),
    parts: one,
    at: same,
    segments: comfyuiSegments,
  },
  plain: { clean: same, parts: one, at: same, segments: one },
}
