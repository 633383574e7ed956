import { type EdgeKind, edgeKinds } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import { numberGiven, numberOption, type Options, type Values, within } from './parse-options.ts'

export const conditionOptions = {
  sketch: { type: 'string' },
  'sketch-weight': { type: 'string' },
  'sketch-steps': { type: 'string' },
  edges: { type: 'string' },
  control: { type: 'string', multiple: true },
  'control-weight': { type: 'string', multiple: true },
  'control-steps': { type: 'string', multiple: true },
  layout: { type: 'string' },
  init: { type: 'string' },
  strength: { type: 'string' },
  mask: { type: 'string' },
  feather: { type: 'string' },
  'only-masked': { type: 'string' },
} satisfies Options

/** A file to read; null takes away what a picture of `--from` has of it; absent leaves it. */
type Named = string | null | undefined

type Tuning = { weight?: number; from?: number; to?: number }

/** What a command line says of sketches, layouts and images, before any file is read. */
export type ConditionChoice = {
  sketch: Named
  weight: number | undefined
  steps: { from: number; to: number } | undefined
  edges: EdgeKind
  controls: { net: string; file: string | null }[]
  /** By net: how much it counts, and in which share of the steps. */
  tuned: ReadonlyMap<string, Tuning>
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
  const from0To = (name: string, max: number) => {
    const value = numberGiven(values, name)
    return value === undefined ? undefined : within(name, value, { min: 0, max })
  }
  const padding = from0To('only-masked', 2048)
  if (padding !== undefined && !Number.isInteger(padding))
    throw wrong('--only-masked must be a whole number of pixels')
  const edges = (values.edges ?? 'none') as EdgeKind
  if (!edgeKinds.includes(edges)) throw wrong(`--edges must be one of ${edgeKinds.join(', ')}`)
  return {
    sketch: named('sketch'),
    weight: from0To('sketch-weight', 2),
    steps:
      values['sketch-steps'] === undefined
        ? undefined
        : stepsOf('sketch-steps', String(values['sketch-steps'])),
    edges,
    controls: ((values.control ?? []) as string[]).map(controlOf),
    tuned: tuningOf(values),
    layout: named('layout'),
    init: named('init'),
    strength: from0To('strength', 1),
    mask: named('mask'),
    feather: from0To('feather', 0.5),
    padding,
  }
}

function stepsOf(name: string, text: string) {
  const [, from, to] = /^(\d*\.?\d+)-(\d*\.?\d+)$/.exec(text) ?? []
  const window = { from: Number(from), to: Number(to) }
  if (from === undefined || window.from > window.to || window.to > 1)
    throw wrong(`--${name} must be FROM-TO in shares of the steps, such as 0-0.6, not "${text.slice(0, 40)}"`)
  return window
}

function ofNet(name: string, text: string, example: string) {
  const [, net, said] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  if (!net || !said) throw wrong(`--${name} must be NET=${example}, not "${text.slice(0, 60)}"`)
  return { net: net.trim(), said: said.trim() }
}

function controlOf(text: string) {
  const { net, said } = ofNet('control', text, 'FILE, such as canny=edges.png')
  return { net, file: said === 'off' ? null : said }
}

function tuningOf(values: Values): Map<string, Tuning> {
  const tuned = new Map<string, Tuning>()
  const each = (name: string, example: string, read: (said: string) => Tuning) => {
    for (const text of (values[name] ?? []) as string[]) {
      const { net, said } = ofNet(name, text, example)
      tuned.set(net, { ...tuned.get(net), ...read(said) })
    }
  }
  each('control-weight', 'X, such as canny=0.6', said => ({
    weight: within('control-weight', numberOption('control-weight', said), { min: 0, max: 2 }),
  }))
  each('control-steps', 'FROM-TO, such as canny=0-0.6', said => stepsOf('control-steps', said))
  return tuned
}
