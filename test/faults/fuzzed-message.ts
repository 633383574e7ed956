import type { Contract } from '#shared/contract.ts'
import { fuzzedInput, type Known } from './fuzzed-input.ts'
import { oneOf, type Roll } from './roll.ts'

/** A message; `id` when it is a request that must be answered once, so or so, or goes on until it is ended. */
export type FuzzedMessage = { message: unknown; id: number | null }

const strangers = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'jobs',
  'jobs.add ',
  'jobs.nothing',
  'x'.repeat(90),
]

/**
 * The `n`-th of a row that takes every name of the contract in turn: mostly requests with odd input, among them names
 * that there are not, cancels of anything, numbers used twice, and what is no message at all.
 */
export function fuzzedMessage(contract: Contract, n: number, known: Known, roll: Roll): FuzzedMessage {
  const names = Object.keys(contract)
  const id = n + 1
  switch (roll(20)) {
    case 0:
      return { message: { id: roll(n + 2), cancel: true }, id: null }
    case 1:
      return { message: { id, name: oneOf(strangers, roll), input: {} }, id }
    case 2: {
      const ids = [-1, 1.5, '7', null, Number.NaN, 2 ** 60, {}]
      return { message: { id: oneOf(ids, roll), name: oneOf(names, roll) }, id: null }
    }
    case 3:
      return { message: oneOf([null, 7, 'x', [], {}, { id }, { name: 'jobs.watch' }, [[]]], roll), id: null }
    case 4:
      // The number of an earlier one, which may still be at work.
      return { message: { id: roll(n + 1) + 1, name: 'host.info' }, id: null }
    default: {
      const name = names[n % names.length]!
      return { message: { id, name, input: fuzzedInput(contract[name]!.input, known, roll) }, id }
    }
  }
}
