import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { galleryScript } from '#main/studio/export/gallery-script.ts'

type Event = { key?: string; prevented?: boolean; preventDefault: () => void; ctrlKey?: boolean }

/** As much of a page as the script touches: three tiles, two in a row. */
function page() {
  const listeners: Record<string, (event: Event) => void> = {}
  const document = {
    activeElement: null as unknown,
    getElementById: (id: string) => ({ search, count })[id],
    querySelectorAll: () => tiles,
  }
  const focusable = <T extends object>(more: T) => {
    const element = { ...more, focus: () => (document.activeElement = element) }
    return element
  }
  const search = focusable({
    value: '',
    addEventListener: (name: string, listener: (event: Event) => void) => (listeners[name] = listener),
  })
  const count = { textContent: '' }
  const tiles = ['a red bird 7', 'a blue bird 8', 'a fox 9'].map((words, n) => {
    const link = focusable({})
    return {
      dataset: { words },
      hidden: false,
      offsetTop: n < 2 ? 0 : 100,
      firstElementChild: link,
      contains: (element: unknown) => element === link,
    }
  })
  const addEventListener = (name: string, listener: (event: Event) => void) => (listeners[name] = listener)
  runInNewContext(galleryScript, { document, addEventListener })
  return {
    count,
    tiles,
    focused: () =>
      document.activeElement === search
        ? 'search'
        : tiles.findIndex(tile => tile.contains(document.activeElement)),
    type: (text: string) => {
      search.value = text
      listeners.input!({ preventDefault: () => {} })
    },
    press: (key: string) => listeners.keydown!({ key, preventDefault: () => {} }),
  }
}

test('every word must be part of what a picture says', () => {
  const { type, tiles, count } = page()
  expect(count.textContent).toBe('3 pictures')
  type('BIRD blue')
  expect(tiles.map(({ hidden }) => hidden)).toEqual([true, false, true])
  expect(count.textContent).toBe('1 of 3 pictures')
  type('')
  expect(tiles.some(({ hidden }) => hidden)).toBe(false)
})

test('arrows go from picture to picture and row to row, a slash to the search, and never out', () => {
  const { press, focused, type } = page()
  press('/')
  expect(focused()).toBe('search')
  press('ArrowDown')
  expect(focused()).toBe(0)
  for (const [key, to] of [
    ['ArrowRight', 1],
    ['ArrowRight', 2],
    ['ArrowRight', 2],
    ['ArrowUp', 0],
    ['ArrowLeft', 0],
    ['ArrowDown', 2],
    ['Home', 0],
    ['End', 2],
    ['x', 2],
  ] as const) {
    press(key)
    expect(focused()).toBe(to)
  }
  type('fox')
  press('ArrowLeft')
  expect(focused()).toBe(2)
})
