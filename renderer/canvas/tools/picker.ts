import type { Pen, Tool, ToolHost } from './tool.ts'

/** Takes the colour of what is seen. */
export function picker(host: ToolHost): Tool {
  const pick = (pen: Pen) => {
    const colour = host.colourAt(pen)
    if (colour) host.set({ colour })
  }
  return { cursor: 'crosshair', down: pick, move: pens => pick(pens.at(-1)!) }
}
