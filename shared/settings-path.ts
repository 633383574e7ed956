import type { Dice } from './dice.ts'
import type { Settings } from './generation.ts'
import { type Change, settingsDiff, steersByKey } from './settings-diff.ts'
import type { Steering } from './steer.ts'
import { towardOf } from './toward.ts'

/** A station between two pictures: what is being changed and how far it has come, 0..1; null for the first. */
export type Station = { settings: Settings; change: Change | null; t: number }

export type PathOptions = {
  /** Stations for each thing that can be changed bit by bit; what cannot takes one. */
  perChange?: number
  /** At most so many in all, as long as each change has one: the bit by bit ones get fewer. */
  most?: number
}

/** `t` of the way from what `now` says to what `to` says, in one respect; at 1 it is there. */
type Take = (now: Settings, to: Settings, t: number) => Settings

/** From one picture's settings to another's, one change after the other; the first is `from`, the last is `to`. */
export function settingsPath(
  from: Settings,
  to: Settings,
  { perChange = 8, most = 256 }: PathOptions = {},
): Station[] {
  const legs: { change: Change; take: Take; now: Settings; slow: boolean }[] = []
  let now = from
  for (const take of takes(from, to)) {
    const next = take(now, to, 1)
    const [change] = settingsDiff(now, next)
    // A thing that has changed along with another has no stations of its own.
    if (change) legs.push({ change, take, now, slow: settingsDiff(next, take(now, to, 0.5)).length > 0 })
    now = next
  }
  const slow = legs.filter(leg => leg.slow).length
  const each = Math.max(
    1,
    Math.min(perChange, Math.floor((most - 1 - legs.length + slow) / Math.max(1, slow))),
  )
  const stations: Station[] = [{ settings: from, change: null, t: 0 }]
  for (const { change, take, now, slow } of legs) {
    const count = slow ? each : 1
    for (let i = 1; i <= count; i++)
      stations.push({ settings: take(now, to, i / count), change, t: i / count })
  }
  // The same picture; what says nothing about how it looks is the second's too.
  if (stations.length > 1) stations[stations.length - 1]!.settings = to
  return stations
}

/** In this order: what a picture is made of first, then what was before a branch, then the rest, the noise last. */
function takes(from: Settings, to: Settings): Take[] {
  const names = [...new Set([...Object.keys(from.knobs), ...Object.keys(to.knobs)])].sort()
  return [
    (now, { width, height }) => ({ ...now, width, height }),
    (now, { schedule }) => ({ ...now, schedule }),
    // Branches that would begin after the last step go along.
    (now, { steps }) => ({ ...now, steps, past: now.past.filter(({ until }) => until < steps) }),
    (now, { rng }) => ({ ...now, rng }),
    (now, { reading }) => ({ ...now, reading }),
    (now, { past }) => ({ ...now, past }),
    (now, { loras }) => ({ ...now, loras }),
    (now, { refiner }) => ({ ...now, refiner }),
    (now, { prompt }) => ({ ...now, prompt }),
    (now, { negative }) => ({ ...now, negative }),
    (now, { sampler }) => ({ ...now, sampler }),
    (now, { guidance }, t) => ({ ...now, guidance: between(now.guidance, guidance, t) }),
    ...names.map(
      (name): Take =>
        (now, to, t) => ({ ...now, knobs: knobTaken(now, to, name, t) }),
    ),
    ...steerTakes(from.steer, to.steer),
    ...conditionTakes,
    ...noiseTakes,
  ]
}

const between = (a: number, b: number, t: number) => (t === 1 ? b : a + (b - a) * t)

/** A knob that one of the two leaves to the dice cannot be turned bit by bit. */
function knobTaken({ knobs }: Settings, to: Settings, name: string, t: number): Settings['knobs'] {
  const [a, b] = [knobs[name], to.knobs[name]]
  if (typeof a === 'number' && typeof b === 'number') return { ...knobs, [name]: between(a, b, t) }
  const { [name]: _, ...others } = knobs
  return b === undefined ? others : { ...others, [name]: b }
}

/** Each knob is turned from where it is to where it will be, 0 where it is not there; then they are put in order. */
function steerTakes(from: readonly Steering[], to: readonly Steering[]): Take[] {
  const keys = new Set([...steersByKey(from).keys(), ...steersByKey(to).keys()])
  const turned = [...keys].map(
    (key): Take =>
      (now, to, t) => {
        const held = steersByKey(now.steer)
        const [a, b] = [held.get(key), steersByKey(to.steer).get(key)]
        const some = a ?? b
        if (!some) return now
        const part = (name: 'amount' | 'from' | 'to', absent: number) =>
          between(a?.[name] ?? absent, b?.[name] ?? absent, t)
        if (t === 1 && b) held.set(key, b)
        else if (t === 1) held.delete(key)
        else
          held.set(key, {
            ...some,
            amount: part('amount', 0),
            from: part('from', some.from),
            to: part('to', some.to),
          })
        return { ...now, steer: [...held.values()] }
      },
  )
  return [...turned, (now, { steer }) => ({ ...now, steer })]
}

/** Another map or image is there at once; it cannot be reached bit by bit. */
const conditionTakes = (['controls', 'regions', 'start'] as const).map(
  (part): Take =>
    (now, { conditions }) => ({ ...now, conditions: { ...now.conditions, [part]: conditions[part] } }),
)

type Noise = Pick<Settings, 'seed' | 'variation' | 'dice'>

/** Noise goes along the great circle to the next one, part by part; from or to one that is on its way already, at once. */
const noiseTaken =
  (next: (now: Settings, to: Settings) => Partial<Noise>): Take =>
  (now, to, t) => {
    const there = { ...now, ...next(now, to) }
    if (t === 1 || now.dice.toward || there.dice.toward) return there
    return { ...now, dice: { ...now.dice, toward: towardOf(there, t) } }
  }

const dieTaken = (...parts: (keyof Dice)[]): Take =>
  noiseTaken((now, to) => ({
    dice: { ...now.dice, ...Object.fromEntries(parts.map(part => [part, to.dice[part]])) },
  }))

const noiseTakes: Take[] = [
  noiseTaken((_, { seed }) => ({ seed })),
  noiseTaken((_, { variation }) => ({ variation })),
  dieTaken('layout'),
  dieTaken('texture'),
  dieTaken('split'),
  dieTaken('channels'),
  dieTaken('regions'),
  dieTaken('sampler'),
  dieTaken('toward'),
]
