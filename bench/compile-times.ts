import type { Drawing } from '#shared/canvas/records.ts'
import type { CompilePage } from '../test/e2e/compile-page/open.ts'
import type {} from '../test/e2e/compile-page/page.ts'

/** Side of the maps, in pixels. */
export const side = 1024

/** From each drawing to its maps, one after another in the window's worker, in ms. */
export const compileTimes = ({ page }: CompilePage, steps: readonly Drawing[]): Promise<number[]> =>
  page.evaluate(
    async ({ steps, side }) => {
      const times: number[] = []
      for (const records of steps) {
        const begun = performance.now()
        await window.compile(
          records,
          { width: side, height: side },
          { controls: ['sketch'] },
          { drawing: false },
        )
        times.push(performance.now() - begun)
      }
      return times
    },
    { steps: steps.map(one => [...one.values()]), side },
  )
