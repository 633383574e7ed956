import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { imageUrl } from '../api.ts'
import { thumbnails } from '../map/thumbnails.ts'
import { type AtlasScene, paintAtlas } from './paint-atlas.ts'
import { pointPainter } from './paint-points.ts'

/** A picture of the library, small, as the canvas wants it. */
async function load(id: string): Promise<ImageBitmapSource> {
  const image = new Image()
  image.src = imageUrl(id, 256)
  await image.decode()
  return image
}

/** The scene, painted at most once a frame. */
export function AtlasCanvas({ scene }: { scene: AtlasScene }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(scene)
  const frame = useRef(0)
  const draw = useRef(() => {})
  const [tools] = useState(() => ({
    pictures: thumbnails(load, () => draw.current()),
    points: pointPainter(),
  }))
  draw.current = () => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d')
      if (context) paintAtlas(context, latest.current, { ...tools, ratio: devicePixelRatio })
    })
  }
  useLayoutEffect(() => {
    latest.current = scene
    tools.pictures.forgetWanted()
    draw.current()
  })
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      tools.pictures.close()
    },
    [tools],
  )
  const { width, height } = scene.room
  return (
    <canvas
      ref={canvas}
      className="atlas-canvas"
      width={Math.round(width * devicePixelRatio)}
      height={Math.round(height * devicePixelRatio)}
      aria-hidden
    />
  )
}
