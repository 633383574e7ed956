import { StudioError } from '#shared/errors.ts'
import { t } from '../strings.ts'
import { frameCache } from './frame-cache.ts'

/** In order of preference; which of them a window can encode is its own matter. */
const codecs = ['vp9', 'vp8'] as const

type Options = { perSecond: number; signal: AbortSignal; onShare: (share: number) => void }

/** PNG frames as WebM video, by the window's own encoder. Errors: `invalid-input` where it has none. */
export async function webmOf(frames: readonly Uint8Array[], options: Options): Promise<Uint8Array> {
  const { perSecond, signal, onShare } = options
  const { BufferTarget, CanvasSource, canEncodeVideo, Output, QUALITY_HIGH, WebMOutputFormat } = await import(
    'mediabunny'
  )
  const cache = frameCache(() => frames)
  const { width, height } = await cache.get(0)
  let codec: (typeof codecs)[number] | undefined
  for (const one of codecs) if (!codec && (await canEncodeVideo(one, { width, height }))) codec = one
  if (!codec) throw new StudioError('invalid-input', t.diceParts.walk.noWebm)
  const canvas = new OffscreenCanvas(width, height)
  const source = new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH })
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  output.addVideoTrack(source, { frameRate: perSecond })
  await output.start()
  try {
    for (let i = 0; i < frames.length; i++) {
      signal.throwIfAborted()
      canvas.getContext('2d')!.drawImage(await cache.get(i), 0, 0)
      await source.add(i / perSecond, 1 / perSecond)
      onShare((i + 1) / frames.length)
    }
    await output.finalize()
  } catch (error) {
    await output.cancel()
    throw error
  } finally {
    cache.clear()
  }
  return new Uint8Array(target.buffer!)
}
