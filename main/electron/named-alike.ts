/**
 * New names for files that belong together, after `chosen`, the new name of the first: `b.knob.json` for
 * `a.knob.json` and `a.safetensors` makes `b.safetensors` of the second.
 */
export function namedAlike(names: readonly string[], chosen: string): string[] {
  const [first = '', ...others] = names
  const shared = others.reduce((start, name) => {
    let length = 0
    while (length < start.length && start[length] === name[length]) length++
    return start.slice(0, length)
  }, first)
  const ending = first.slice(shared.length)
  const start = chosen.endsWith(ending)
    ? chosen.slice(0, chosen.length - ending.length)
    : `${chosen.replace(/\.[^.]*$/, '')}${/[.]$/.test(shared) ? '.' : '-'}`
  return [chosen, ...others.map(name => start + name.slice(shared.length))]
}
