const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text of the first element of that name in an XMP packet; its inner elements are taken off. */
export function xmpElement(xmp: string | undefined, name: string): string | undefined {
  if (!xmp) return undefined
  const opening = xmp.indexOf(`<${name}`)
  const start = opening < 0 ? -1 : xmp.indexOf('>', opening) + 1
  const end = start < 1 ? -1 : xmp.indexOf(`</${name}>`, start)
  if (end < 0) return undefined
  const inner = xmp.slice(start, end).replace(/<[^<>]*>/g, '')
  return inner.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, entity) => {
    if (entity) return entities[entity] ?? all
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}
