import type Konva from 'konva'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Layer, Shape, Stage } from 'react-konva/lib/ReactKonvaCore.js'
import { glide as newGlide } from './glide.ts'
import { paintGround, paintMarks, paintRolls, type Scene } from './scene.ts'
import { thumbnails } from './thumbnails.ts'

type Paint = typeof paintRolls

/** The scene on two layers: the ground, and the rolls with what is marked. `still` lets nothing glide. */
export function MapCanvas({ scene, still }: { scene: Scene; still: boolean }) {
  const latest = useRef(scene)
  const layers = useRef<(Konva.Layer | null)[]>([])
  const [glide] = useState(newGlide)
  const frame = useRef(0)
  const drawn = useRef<() => void>(() => {})
  const [pictures] = useState(() => thumbnails(() => drawn.current()))

  const draw = () => {
    for (const layer of layers.current) layer?.batchDraw()
    cancelAnimationFrame(frame.current)
    if (glide.isMoving(performance.now())) frame.current = requestAnimationFrame(draw)
  }
  drawn.current = draw

  useLayoutEffect(() => {
    latest.current = scene
    glide.move(
      scene.rolls.map(({ place }) => place),
      performance.now(),
      still,
    )
    pictures.forgetWanted()
    draw()
  })
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      pictures.close()
    },
    [pictures],
  )
  const painted = (...paints: Paint[]) => {
    const sceneFunc = (context: Konva.Context) => {
      const moment = {
        scene: latest.current,
        glide,
        pictures,
        ratio: devicePixelRatio,
        now: performance.now(),
      }
      for (const paint of paints) paint(context._context, moment)
    }
    return <Shape sceneFunc={sceneFunc} />
  }
  const { width, height } = scene.room
  return (
    <Stage width={width} height={height} listening={false}>
      <Layer
        ref={(layer: Konva.Layer | null) => {
          layers.current[0] = layer
        }}
        listening={false}
      >
        {painted(paintGround)}
      </Layer>
      <Layer
        ref={(layer: Konva.Layer | null) => {
          layers.current[1] = layer
        }}
        listening={false}
      >
        {painted(paintRolls, paintMarks)}
      </Layer>
    </Stage>
  )
}
