/**
 * Sentencepiece's precompiled normalisation (tokenizer.json, `precompiled_charsmap`): a trie of byte strings with what each
 * becomes. Little-endian: the trie's size in bytes, its units (a double array as darts-clone packs it), then texts that end
 * with a zero. As sentencepiece's Normalizer does it, the longest match is replaced, all else stays.
 */
export function charsmap(base64: string): (text: string) => string {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  const size = new DataView(bytes.buffer).getUint32(0, true)
  const units = new Uint32Array(bytes.slice(4, 4 + size).buffer)
  const texts = bytes.subarray(4 + size)
  return text => {
    const from = new TextEncoder().encode(text)
    const out: number[] = []
    for (let at = 0; at < from.length; ) {
      const match = longest(units, from, at)
      if (match) {
        for (let i = match.value; texts[i]; i++) out.push(texts[i]!)
        at += match.length
      } else {
        const end = at + widthOf(from[at]!)
        while (at < end) out.push(from[at++]!)
      }
    }
    return new TextDecoder().decode(Uint8Array.from(out))
  }
}

/** Bytes of the character that begins with this one, in UTF-8. */
const widthOf = (byte: number) => (byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4)

/** A unit's way to its children, in darts-clone's packing. */
const offset = (unit: number) => (unit >>> 10) << ((unit & 0x200) >>> 6)
const labelBits = 0x800000ff

function longest(units: Uint32Array, bytes: Uint8Array, from: number) {
  let found: { length: number; value: number } | null = null
  let node = offset(units[0]!)
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!
    node ^= byte
    const unit = units[node] ?? 0
    if (byte === 0 || (unit & labelBits) >>> 0 !== byte) break
    node ^= offset(unit)
    if (unit & 0x100) found = { length: at - from + 1, value: units[node]! & 0x7fffffff }
  }
  return found
}
