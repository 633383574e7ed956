import type { Stage, Timings } from '#shared/engine-contract.ts'

export type Stopwatch = ReturnType<typeof stopwatch>

/** Adds up milliseconds per stage; one stage runs at a time. */
export function stopwatch() {
  const spent: Record<Stage, number> = {
    load: 0,
    warm: 0,
    verify: 0,
    encode: 0,
    sample: 0,
    decode: 0,
    write: 0,
  }
  const start = performance.now()
  let current: Stage | null = null
  let since = start
  const enter = (stage: Stage | null) => {
    const now = performance.now()
    if (current) spent[current] += now - since
    current = stage
    since = now
  }
  const round = (ms: number) => Math.round(ms * 10) / 10
  return {
    enter,
    read(sessionRun: number): Timings {
      enter(null)
      const stages = Object.fromEntries(
        Object.entries(spent).map(([stage, ms]) => [stage, round(ms)]),
      ) as Record<Stage, number>
      return { ...stages, total: round(performance.now() - start), sessionRun: round(sessionRun) }
    },
  }
}
