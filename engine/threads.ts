/** REROLL_THREADS keeps a core free for a window; all cores when it is not set. */
export function threadsWanted(): number | undefined {
  const threads = Number(process.env.REROLL_THREADS)
  return Number.isInteger(threads) && threads > 0 ? threads : undefined
}
