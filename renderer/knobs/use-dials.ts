import { useMemo } from 'react'
import type { Generation } from '#shared/generation.ts'
import { type AnalyticKnob, analyticKnobs } from '#shared/steer.ts'
import { type Desk, useDesk } from '../stores/desk.ts'
import { type Dial, guidanceDial, isNumeric, ownDial, steerDial, turnedAll } from '../stores/dials.ts'
import { foundFor, useDiscovered } from '../stores/discovered.ts'
import { directionName, useShelf } from '../stores/knob-shelf.ts'
import { deskGeneration } from '../stores/live.ts'
import { type KnobKind, keyOf } from '../stores/steer.ts'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'

/** Called as its knob is called wherever it is known. */
export const dialOf = (knob: KnobKind): Dial =>
  steerDial(knob, knob.kind === 'direction' ? directionName(knob.id) : '')

export function useDial(knob: KnobKind): Dial {
  useDiscovered(state => state.found)
  useShelf(shelf => shelf.cards)
  return dialOf(knob)
}

/** Everything that could be turned here: what is on the desk first, then what is at hand. */
export function useDials(): Dial[] {
  const model = useModel()
  const steer = useDesk(desk => desk.steer)
  const prompt = useDesk(desk => desk.prompt)
  const found = useDiscovered(state => state.found)
  const cards = useShelf(shelf => shelf.cards)
  return useMemo(() => {
    const knobs: KnobKind[] = [
      ...steer,
      ...foundFor(found, model?.id ?? null, prompt).map(({ id }) => ({ kind: 'direction', id }) as const),
      ...cards.filter(({ problem }) => problem === null).map(({ knob }) => kindOf(knob)),
      ...Object.keys(analyticKnobs).map(name => ({ kind: 'analytic', name: name as AnalyticKnob }) as const),
    ]
    const byKey = new Map(knobs.map(knob => [keyOf(knob), kindOf(knob)]))
    return [
      ...(model?.knobs.filter(isNumeric).map(ownDial) ?? []),
      ...[...byKey.values()].map(dialOf),
      ...(model ? [guidanceDial(t.drawing.guidance, model.defaults.guidance)] : []),
    ]
  }, [model, steer, prompt, found, cards])
}

/** A knob alone, without what else lies beside it in a file or on the desk. */
export function kindOf(knob: KnobKind): KnobKind {
  if (knob.kind === 'words') return { kind: 'words', less: knob.less, more: knob.more }
  if (knob.kind === 'analytic') return { kind: 'analytic', name: knob.name }
  return { kind: 'direction', id: knob.id }
}

/** What the desk would draw with dials turned to each of some places; null while it cannot be drawn. */
export function atPlaces(desk: Desk, places: readonly (readonly [Dial, number][])[]): Generation[] | null {
  const drawn = places.map(pairs => deskGeneration({ ...desk, ...turnedAll(desk, pairs) }))
  return drawn.every(one => one !== null) ? drawn : null
}
