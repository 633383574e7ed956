import { parseJson } from '../bounded-json.ts'

/** Longer texts are not parsed. */
export const jsonLimit = 4 << 20

export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * JSON as programs in Python write it: NaN and Infinity are null, and whole numbers that JavaScript cannot hold stay
 * as their digits. Undefined for what is no JSON.
 */
export function readJson(text: string | undefined): unknown {
  if (text === undefined || text.length > jsonLimit) return undefined
  const exact = /\d{16}/.test(text)
  return (exact ? undefined : parsed(text)) ?? parsed(rewritten(text))
}

/** The same where only an object makes sense. */
export function readRecord(text: string | undefined): Json | undefined {
  const value = /^\s*\{/.test(text ?? '') ? readJson(text) : undefined
  return isRecord(value) ? value : undefined
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const word = /NaN|-?Infinity|-?\d+(?:[.eE][-+.\deE]*)?/y

const beginnings = '-0123456789NI'

function wordAt(text: string, at: number): string {
  word.lastIndex = at
  return word.exec(text)?.[0] ?? ''
}

/** What lies between strings, value by value. */
function rewritten(text: string): string {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; ) {
    if (text[at] === '"') {
      at = afterString(text, at)
      continue
    }
    const found = beginnings.includes(text[at]!) ? wordAt(text, at) : ''
    if (!found) {
      at++
      continue
    }
    if (found.length > 15 || found.endsWith('N') || found.endsWith('y')) {
      parts.push(text.slice(from, at), replacement(found))
      from = at + found.length
    }
    at += found.length
  }
  parts.push(text.slice(from))
  return parts.join('')
}

const replacement = (found: string): string =>
  /[Ny]$/.test(found)
    ? 'null'
    : /^-?\d+$/.test(found) && !Number.isSafeInteger(Number(found))
      ? `"${found}"`
      : found

function afterString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}
