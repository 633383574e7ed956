import { canvasShots } from './canvas-shots.ts'
import { diceShots } from './dice-shots.ts'
import { firstShots } from './first-shots.ts'
import { galleryShots } from './gallery-shots.ts'
import { knobShots } from './knob-shots.ts'
import { modelShots } from './model-shots.ts'
import type { Shot } from './shot.ts'
import { timeShots } from './time-shots.ts'

/** Every picture of the guide, in an order in which one leads to the next. */
export const shots: readonly Shot[] = [
  ...firstShots,
  ...diceShots,
  ...knobShots,
  ...timeShots,
  ...canvasShots,
  ...galleryShots,
  ...modelShots,
]
