import { crc32, deflateSync } from 'node:zlib'

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG that says it is so large; its pixels are a few bytes that stand for nothing. */
export function png(width: number, height: number, ...more: Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync(Buffer.alloc((width * 3 + 1) * Math.min(height, 8)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A1111's text, as long as wanted. */
export const longText = (bytes: number): Buffer =>
  chunk('tEXt', Buffer.from(`parameters\0${'a red bird '.repeat(bytes / 11)}\nSteps: 20, Seed: 3`, 'latin1'))
