/** How often a body calls which operators, by their keys. */
export type Calls = Map<string, number>

/**
 * The operators of a graph once each of its functions stands where it is called, as ONNX Runtime puts them: twenty
 * functions that call the next one ten times each are more than any memory holds. Null where one calls itself.
 */
export function expandedNodes(main: Calls, functions: ReadonlyMap<string, Calls>): number | null {
  const sizes = new Map<string, number>()
  const open = new Set<string>()
  const sizeOf = (body: Calls): number => {
    let sum = 0
    for (const [key, times] of body) sum += times * (functions.has(key) ? sizeOfCall(key) : 1)
    return sum
  }
  const sizeOfCall = (key: string): number => {
    const known = sizes.get(key)
    if (known !== undefined) return known
    if (open.has(key)) return Number.NaN
    open.add(key)
    const size = sizeOf(functions.get(key)!)
    open.delete(key)
    sizes.set(key, size)
    return size
  }
  const size = sizeOf(main)
  // Those that nothing calls are read by the runtime as well.
  const all = [...functions.keys()].map(sizeOfCall)
  return [size, ...all].some(Number.isNaN) ? null : size
}
