import { assetsOf, type CanvasRecord } from '#shared/canvas/records.ts'
import { compileDrawing } from './compile-drawing.ts'
import type { CompileAnswer, CompileRequest } from './messages.ts'
import { workshop } from './workshop.ts'

const port = globalThis as unknown as {
  onmessage: ((event: MessageEvent<CompileRequest>) => void) | null
  postMessage(answer: CompileAnswer, transfer: Transferable[]): void
}

class Replaced extends Error {}

const shop = workshop()
const records = new Map<string, CanvasRecord>()
let newest: CompileRequest | null = null
let working = false
/** Whether the last request was given up for a newer one: the next is not, so that a hand that never rests sees something. */
let gaveUp = false

/** Comes back once the messages that wait have been taken. */
const turn = (): Promise<void> =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

function take({ changes, images, lost }: CompileRequest): void {
  for (const [id, record] of changes)
    if (record) records.set(id, record)
    else records.delete(id)
  for (const [id, image] of images) shop.images.set(id, image)
  // An image that came later than what shows it: what was painted without it is as if it were another.
  if (images.size)
    for (const [id, record] of records)
      if (record.kind === 'image' && images.has(record.asset)) records.set(id, { ...record })
  const used = new Set(assetsOf(records))
  for (const [id, image] of shop.images)
    if (!used.has(id)) {
      image.close()
      shop.images.delete(id)
    }
  if (lost.length) shop.outputs.forget(new Set(lost))
}

async function answer(request: CompileRequest): Promise<void> {
  const firm = gaveUp
  let compiled: CompileAnswer['compiled'] = null
  let failure: string | null = null
  gaveUp = false
  try {
    compiled = await compileDrawing(new Map(records), request, shop, async () => {
      await turn()
      if (newest && !firm) throw new Replaced()
    })
  } catch (error) {
    if (error instanceof Replaced) gaveUp = true
    else failure = error instanceof Error ? error.message : String(error)
  }
  const files = shop.outputs.take()
  port.postMessage(
    { n: request.n, compiled, failure, files },
    files.map(({ bytes }) => bytes.buffer),
  )
}

port.onmessage = async ({ data }) => {
  take(data)
  newest = data
  if (working) return
  working = true
  while (newest) {
    const request: CompileRequest = newest
    newest = null
    await answer(request)
  }
  working = false
}
