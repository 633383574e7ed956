import { type EdgeKind, edgeKinds } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import { numberGiven, type Options, type Values } from './parse-options.ts'

export const conditionOptions = {
  sketch: { type: 'string' },
  'sketch-weight': { type: 'string' },
  'sketch-steps': { type: 'string' },
  edges: { type: 'string' },
  control: { type: 'string', multiple: true },
  layout: { type: 'string' },
  init: { type: 'string' },
  strength: { type: 'string' },
  mask: { type: 'string' },
  feather: { type: 'string' },
  'only-masked': { type: 'string' },
} satisfies Options

/** A file to read; null takes away what a picture of `--from` has of it; absent leaves it. */
type Named = string | null | undefined

/** What a command line says of sketches, layouts and images, before any file is read. */
export type ConditionChoice = {
  sketch: Named
  weight: number | undefined
  steps: { from: number; to: number } | undefined
  edges: EdgeKind
  controls: { net: string; file: string }[]
  layout: Named
  init: Named
  strength: number | undefined
  mask: Named
  feather: number | undefined
  padding: number | undefined
}

const wrong = (sentence: string) => new StudioError('invalid-input', sentence)

/** Null when nothing of it was given. Errors: `invalid-input`. */
export function parseConditions(values: Values): ConditionChoice | null {
  if (!Object.keys(conditionOptions).some(name => values[name] !== undefined)) return null
  const named = (name: string): Named => {
    const text = values[name] as string | undefined
    if (text === '') throw wrong(`--${name} needs the path of a file, or off`)
    return text === 'off' ? null : text
  }
  const within = (name: string, min: number, max: number) => {
    const value = numberGiven(values, name)
    if (value !== undefined && !(value >= min && value <= max))
      throw wrong(`--${name} must be a number from ${min} to ${max}`)
    return value
  }
  const padding = within('only-masked', 0, 2048)
  if (padding !== undefined && !Number.isInteger(padding))
    throw wrong('--only-masked must be a whole number of pixels')
  const edges = (values.edges ?? 'none') as EdgeKind
  if (!edgeKinds.includes(edges)) throw wrong(`--edges must be one of ${edgeKinds.join(', ')}`)
  return {
    sketch: named('sketch'),
    weight: within('sketch-weight', 0, 2),
    steps: stepsOf(values['sketch-steps'] as string | undefined),
    edges,
    controls: ((values.control ?? []) as string[]).map(controlOf),
    layout: named('layout'),
    init: named('init'),
    strength: within('strength', 0, 1),
    mask: named('mask'),
    feather: within('feather', 0, 0.5),
    padding,
  }
}

function stepsOf(text: string | undefined) {
  if (text === undefined) return undefined
  const [, from, to] = /^(\d*\.?\d+)-(\d*\.?\d+)$/.exec(text) ?? []
  const window = { from: Number(from), to: Number(to) }
  if (from === undefined || window.from > window.to || window.to > 1)
    throw wrong('--sketch-steps must be FROM-TO in shares of the steps, such as 0-0.6')
  return window
}

function controlOf(text: string) {
  const [, net, file] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  if (!net || !file)
    throw wrong(`--control must be NET=FILE, such as canny=edges.png, not "${text.slice(0, 60)}"`)
  return { net: net.trim(), file }
}
