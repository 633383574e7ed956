import { readPsdLayers } from './psd-layers.ts'
import type { PsdAnswer, PsdQuestion } from './psd-messages.ts'

const answerTo = async ({ bytes, limits }: PsdQuestion): Promise<PsdAnswer> => {
  const found = readPsdLayers(bytes, limits)
  if (typeof found === 'string') return found
  return Promise.all(
    found.map(async ({ pixels: { data, width, height }, ...said }) => ({
      ...said,
      bitmap: await createImageBitmap(new ImageData(data, width, height)),
    })),
  )
}

self.onmessage = async ({ data }: MessageEvent<PsdQuestion>) => {
  const answer = await answerTo(data).catch((): PsdAnswer => 'broken')
  self.postMessage(answer, {
    transfer: typeof answer === 'string' ? [] : answer.map(({ bitmap }) => bitmap),
  })
}
