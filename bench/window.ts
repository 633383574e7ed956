import { e2eObstacle } from '../test/e2e/obstacle.ts'
import display from '../test/e2e/xvfb.ts'
import conditions from './conditions.ts'
import canvas from './window-canvas.ts'
import compile from './window-compile.ts'
import layers from './window-layers.ts'
import library from './window-library.ts'
import live from './window-live.ts'
import map from './window-map.ts'
import scrub from './window-scrub.ts'
import smooth from './window-smooth.ts'
import start from './window-start.ts'

const inDisplay = (bench: () => Promise<string>) => async (): Promise<string> => {
  const obstacle = e2eObstacle()
  if (obstacle) return `not measured: ${obstacle}`
  const close = await display()
  try {
    return await bench()
  } finally {
    close?.()
  }
}

/** The window as a person has it: how soon, how smooth, how large. */
export const windowBenches = {
  'window-start': inDisplay(start),
  'window-smooth': inDisplay(smooth),
  'window-library': inDisplay(library),
  'window-map': inDisplay(map),
  'window-scrub': inDisplay(scrub),
  'window-live': inDisplay(live),
  'window-canvas': inDisplay(canvas),
  conditions: inDisplay(conditions),
  'window-compile': inDisplay(compile),
  'window-layers': inDisplay(layers),
}
