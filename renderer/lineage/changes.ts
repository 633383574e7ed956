import type { Settings } from '#shared/generation.ts'
import { promptStyles } from '#shared/prompt/style-names.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import { scheduleNames } from '#shared/schedule-names.ts'
import { type Change, type ChangeKind, type ChangeValue, settingsDiff } from '#shared/settings-diff.ts'
import { analyticKnobs } from '#shared/steer.ts'
import { wordChanges } from '../lib/word-changes.ts'
import { t } from '../strings.ts'

type NameOf = (knob: string) => string
const s = t.lineage.changes

const number = (value: number) => String(Math.round(value * 100) / 100)
const signed = (by: number) => (by < 0 ? `−${number(-by)}` : `+${number(by)}`)

/** `+0.4` where both are numbers, else what it is now. */
const turned = (name: string, before: ChangeValue, after: ChangeValue): string =>
  after === null
    ? s.free(name)
    : typeof before === 'number' && typeof after === 'number'
      ? `${name} ${signed(after - before)}`
      : `${name} ${typeof after === 'number' ? number(after) : after}`

function words(before: ChangeValue, after: ChangeValue, else_: string): string {
  const { gone, come } = wordChanges(String(before ?? ''), String(after ?? ''))
  if (!gone.length && !come.length) return else_
  if (gone.length === 1 && come.length === 1) return `${gone[0]} → ${come[0]}`
  if (gone.length + come.length > 5) return else_
  return [...gone.map(word => `−${word}`), ...come.map(word => `+${word}`)].join(' ')
}

const steerName = (label: string) =>
  Object.hasOwn(analyticKnobs, label)
    ? analyticKnobs[label as keyof typeof analyticKnobs].label
    : /^[0-9a-f]{8}$/.test(label)
      ? s.found
      : label.replace(' | ', ' – ')

/** A few words for each kind of change. */
const rows: Record<ChangeKind, (change: Change, nameOf: NameOf) => string> = {
  prompt: ({ before, after }) => words(before, after, s.prompt),
  negative: ({ before, after }) => s.negative(words(before, after, '')),
  seed: ({ after }) => s.seed(String(after)),
  variation: ({ label, after }) =>
    label === 'seed' ? s.variationSeed : Number(after) ? s.variation(number(Number(after))) : s.noVariation,
  die: ({ label, after }) => (after === null ? s.noDie(label) : s.die(label)),
  knob: ({ label, before, after }, nameOf) => turned(nameOf(label), before, after),
  steer: ({ label, before, after }) => turned(steerName(label), before ?? 0, after ?? 0),
  condition: ({ label, before, after }) => s.condition(label, before === null, after === null),
  lora: ({ label, before, after }) => turned(label, before ?? 0, after ?? 0),
  refiner: ({ label, after }) =>
    label === 'at'
      ? s.refinerAt(number(Number(after)))
      : after === null
        ? s.noRefiner
        : s.refiner(String(after)),
  guidance: ({ after }) => s.guidance(number(Number(after))),
  sampler: ({ after }) => samplerNames[after as keyof typeof samplerNames] ?? String(after),
  schedule: ({ after }) => s.schedule(scheduleNames[after as keyof typeof scheduleNames] ?? String(after)),
  steps: ({ after }) => s.steps(Number(after)),
  size: ({ after }) => String(after),
  vae: ({ after }) => s.vae(String(after)),
  rng: ({ after }) => s.rng(String(after).toUpperCase()),
  reading: ({ label, after }) =>
    label === 'clipSkip'
      ? s.clipSkip(Number(after))
      : s.reading(promptStyles[after as keyof typeof promptStyles] ?? String(after)),
  branch: ({ before, after }) =>
    after === null ? s.noBranch : before === null ? s.branch(Number(after)) : s.otherBranch(Number(after)),
}

/** One change in a few words; `nameOf` tells what a model calls its knobs. */
export const changeText = (change: Change, nameOf: NameOf): string => rows[change.kind](change, nameOf)

/** What changed from one picture to another, a few words each: what it branches off from first, the seed last. */
export function changesOf(
  from: Settings | null | undefined,
  to: Settings | null | undefined,
  nameOf: NameOf = name => name,
): string[] {
  if (!from || !to) return []
  const rank = ({ kind }: Change) => (kind === 'branch' ? 0 : kind === 'seed' ? 2 : 1)
  return settingsDiff(from, to)
    .sort((a, b) => rank(a) - rank(b))
    .map(change => changeText(change, nameOf))
}
