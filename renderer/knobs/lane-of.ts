/** A lane's name of at most 40 characters that no other knob has: keys of knobs may be long. */
export function laneOf(what: string, key: string): string {
  let hash = 0x811c9dc5
  for (const letter of key) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0
  return `${what} ${hash.toString(36)} ${key.slice(0, 16)}`
}
