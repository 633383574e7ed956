export type Picture = { size: number; png: Uint8Array }

/**
 * An .ico file of PNG pictures of at most 256 px a side (Windows Vista and later).
 * Layout: learn.microsoft.com/previous-versions/ms997538, ICONDIR and ICONDIRENTRY.
 */
export function ico(pictures: readonly Picture[]): Uint8Array {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [n, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * n
    // 256 does not fit into a byte and is written as 0.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** Which side a kind of picture within an .icns file has, in pixels; those that may hold PNG (macOS 10.7 and later). */
const icnsKinds: readonly (readonly [kind: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

/** An .icns file of PNG pictures. Layout: en.wikipedia.org/wiki/Apple_Icon_Image_format. */
export function icns(pictures: readonly Picture[]): Uint8Array {
  const parts = icnsKinds.flatMap(([kind, size]) => {
    const found = pictures.find(picture => picture.size === size)
    return found ? [part(kind, found.png)] : []
  })
  return part('icns', Buffer.concat(parts))
}

function part(kind: string, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(kind, 'latin1')
  head.writeUInt32BE(8 + bytes.length, 4)
  return Buffer.concat([head, bytes])
}
