/** Whether two plain values say the same, in whichever order their keys stand. */
export const same = (a: unknown, b: unknown): boolean => a === b || canonical(a) === canonical(b)

/** JSON with the keys of every object in order. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (isRecord(one) ? sorted(one) : one))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sorted = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
