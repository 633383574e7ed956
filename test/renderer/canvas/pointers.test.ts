import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pointers } from '../../../renderer/canvas/stage/pointers.ts'
import type { Tool } from '../../../renderer/canvas/tools/tool.ts'
import { setCanvasView, toolIds, useCanvasView } from '../../../renderer/stores/canvas-view.ts'

/** As much of an element as pointers need. */
class Host extends EventTarget {
  style = { cursor: '' }
  focus() {}
  setPointerCapture() {}
  getBoundingClientRect = () => ({ left: 0, top: 0 })
}
class Input extends EventTarget {}

type Said = { id: number; x: number; y: number; type?: string; time?: number; button?: number }

describe('pointers on the page', () => {
  const tool = { cursor: 'none', down: vi.fn(), move: vi.fn(), up: vi.fn(), cancel: vi.fn() } satisfies Tool
  let host: Host
  let stop: () => void
  const send = (name: string, { id, x, y, type = 'touch', time = 0, button = 0 }: Said) => {
    const event = new Event(name)
    const own = { pointerId: id, clientX: x, clientY: y, pointerType: type, timeStamp: time, button }
    const held = { buttons: 1, pressure: 0.5, shiftKey: false, altKey: false }
    for (const [key, value] of Object.entries({ ...own, ...held }))
      Object.defineProperty(event, key, { value })
    host.dispatchEvent(event)
  }
  const viewport = () => useCanvasView.getState().viewport

  beforeEach(() => {
    vi.stubGlobal('HTMLInputElement', Input)
    for (const one of [tool.down, tool.move, tool.up, tool.cancel]) one.mockReset()
    setCanvasView({ tool: 'brush', viewport: { x: 0, y: 0, scale: 1, rotation: 0 } })
    host = new Host()
    stop = pointers(host as unknown as HTMLElement, {
      tools: Object.fromEntries(toolIds.map(id => [id, tool])) as unknown as Record<
        (typeof toolIds)[number],
        Tool
      >,
      onCursor: () => {},
    })
  })
  afterEach(() => {
    stop()
    vi.unstubAllGlobals()
  })

  test('the palm beside a pen takes nothing of the stroke away', () => {
    send('pointerdown', { id: 1, x: 10, y: 10, type: 'pen' })
    send('pointermove', { id: 1, x: 20, y: 10, type: 'pen' })
    send('pointerdown', { id: 2, x: 200, y: 200, time: 900 })
    send('pointerdown', { id: 3, x: 220, y: 200, time: 910 })
    send('pointermove', { id: 2, x: 260, y: 200 })
    send('pointermove', { id: 1, x: 30, y: 10, type: 'pen' })
    send('pointerup', { id: 1, x: 30, y: 10, type: 'pen' })
    expect(tool.cancel).not.toHaveBeenCalled()
    expect(tool.move).toHaveBeenCalledTimes(2)
    expect(tool.up).toHaveBeenCalledOnce()
    expect(viewport()).toEqual({ x: 0, y: 0, scale: 1, rotation: 0 })
  })

  test('two fingers together move the view and draw nothing', () => {
    send('pointerdown', { id: 1, x: 100, y: 100, time: 0 })
    send('pointerdown', { id: 2, x: 200, y: 100, time: 60 })
    expect(tool.cancel).toHaveBeenCalledOnce()
    send('pointermove', { id: 2, x: 300, y: 100 })
    expect(viewport().scale).toBeCloseTo(2)
    send('pointerup', { id: 2, x: 300, y: 100 })
    // The finger that stays may still move.
    send('pointermove', { id: 1, x: 90, y: 100 })
    expect(viewport().scale).toBeCloseTo(2)
    send('pointerup', { id: 1, x: 90, y: 100 })
    send('pointerdown', { id: 4, x: 50, y: 50, time: 2000 })
    expect(tool.down).toHaveBeenCalledTimes(2)
  })

  test('a finger that has drawn for a while goes on when the hand is laid down', () => {
    send('pointerdown', { id: 1, x: 100, y: 100, time: 0 })
    send('pointerdown', { id: 2, x: 300, y: 300, time: 800 })
    send('pointerup', { id: 1, x: 150, y: 100 })
    expect(tool.cancel).not.toHaveBeenCalled()
    expect(tool.up).toHaveBeenCalledOnce()
  })

  test('the middle button moves the view', () => {
    send('pointerdown', { id: 1, x: 10, y: 10, type: 'mouse', button: 1 })
    send('pointermove', { id: 1, x: 25, y: 4, type: 'mouse' })
    send('pointerup', { id: 1, x: 25, y: 4, type: 'mouse' })
    expect(viewport()).toMatchObject({ x: 15, y: -6 })
    expect(tool.down).not.toHaveBeenCalled()
  })
})
