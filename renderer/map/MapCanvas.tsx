import type Konva from 'konva'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Layer, Shape, Stage } from 'react-konva/lib/ReactKonvaCore.js'
import { glide as newGlide } from './glide.ts'
import { paintGround, paintMarks, paintRolls, type Scene } from './scene.ts'
import { thumbnails } from './thumbnails.ts'

/** Bottom to top; a hand that only points changes but the last. */
const paints = [paintGround, paintRolls, paintMarks]
const marks = paints.length - 1

const sameBelow = (a: Scene, b: Scene): boolean =>
  a.rolls === b.rolls &&
  a.threads === b.threads &&
  a.shade === b.shade &&
  a.colours === b.colours &&
  a.side === b.side &&
  a.view.scale === b.view.scale &&
  a.view.x === b.view.x &&
  a.view.y === b.view.y

/** The scene on three layers: the ground, the rolls, and what is marked. `still` lets nothing glide. */
export function MapCanvas({ scene, still }: { scene: Scene; still: boolean }) {
  const latest = useRef(scene)
  const layers = useRef<(Konva.Layer | null)[]>([])
  const frame = useRef(0)
  const [glide] = useState(newGlide)
  const drawAll = useRef(() => {})
  const [pictures] = useState(() =>
    thumbnails(
      async (png: Blob) => png,
      () => drawAll.current(),
    ),
  )

  drawAll.current = () => {
    for (const layer of layers.current) layer?.batchDraw()
    cancelAnimationFrame(frame.current)
    if (glide.isMoving(performance.now())) frame.current = requestAnimationFrame(drawAll.current)
  }
  useLayoutEffect(() => {
    const before = latest.current
    latest.current = scene
    if (before !== scene && sameBelow(before, scene)) {
      layers.current[marks]?.batchDraw()
      return
    }
    glide.move(
      scene.rolls.map(({ place }) => place),
      performance.now(),
      still,
    )
    pictures.forgetWanted()
    drawAll.current()
  })
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      pictures.close()
    },
    [pictures],
  )
  const [shapes] = useState(() =>
    paints.map(paint => (context: Konva.Context) => {
      const moment = {
        scene: latest.current,
        glide,
        pictures,
        ratio: devicePixelRatio,
        now: performance.now(),
      }
      paint(context._context, moment)
    }),
  )
  const { width, height } = scene.room
  return (
    <Stage width={width} height={height} listening={false}>
      {shapes.map((sceneFunc, at) => (
        <Layer
          key={paints[at]!.name}
          ref={(layer: Konva.Layer | null) => {
            layers.current[at] = layer
          }}
          listening={false}
        >
          <Shape sceneFunc={sceneFunc} />
        </Layer>
      ))}
    </Stage>
  )
}
