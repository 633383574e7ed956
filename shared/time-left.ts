/**
 * Milliseconds left, from when each step ended. The first step is left out once there are more: it warms up.
 * `ends` are times in ms, the first being the start; null until one step is done.
 */
export function timeLeft(ends: readonly number[], remainingSteps: number): number | null {
  const done = ends.length - 1
  if (done < 1) return null
  const from = done > 1 ? 1 : 0
  return ((ends[done]! - ends[from]!) / (done - from)) * remainingSteps
}
