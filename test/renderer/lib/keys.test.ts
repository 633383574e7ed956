import { describe, expect, test } from 'vitest'
import { keyCaps, matches } from '../../../renderer/lib/keys.ts'
import { accelerator, actionIds, actionRows } from '../../../shared/actions.ts'

const press = (key: string, ...held: ('ctrl' | 'meta' | 'alt' | 'shift')[]) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
})

describe('shortcuts', () => {
  test('Mod is Ctrl, on a Mac Cmd', () => {
    expect(matches(press('Enter', 'ctrl'), 'Mod+Enter', false)).toBe(true)
    expect(matches(press('Enter', 'ctrl'), 'Mod+Enter', true)).toBe(false)
    expect(matches(press('Enter', 'meta'), 'Mod+Enter', true)).toBe(true)
  })
  test('no more and no fewer modifiers than are asked for', () => {
    expect(matches(press('Enter', 'ctrl', 'shift'), 'Mod+Enter', false)).toBe(false)
    expect(matches(press('X', 'shift'), 'Shift+X', false)).toBe(true)
    expect(matches(press('x'), 'Shift+X', false)).toBe(false)
    expect(matches(press('a', 'ctrl'), 'A', false)).toBe(false)
  })
  test('a sign is matched by what is typed, however the keyboard makes it', () => {
    expect(matches(press('?', 'shift'), '?', false)).toBe(true)
    expect(matches(press('=', 'ctrl'), 'Mod+=', false)).toBe(true)
    expect(matches(press('+', 'shift'), '+', false)).toBe(true)
    expect(matches(press(']'), ']', false)).toBe(true)
  })
  test('a letter with Alt is matched by its key, since Alt types another sign', () => {
    expect(matches({ ...press('å', 'alt'), code: 'KeyA' }, 'Alt+A', true)).toBe(true)
  })
  test('are shown as people know them', () => {
    expect(keyCaps('Mod+Shift+X', false)).toEqual(['Ctrl', '⇧', 'X'])
    expect(keyCaps('Mod+ArrowUp', true)).toEqual(['⌘', '↑'])
    expect(keyCaps('+', false)).toEqual(['+'])
  })
})

describe('the table of actions', () => {
  test('no two actions share a key', () => {
    const all = actionIds.flatMap(id => actionRows[id].keys.map(keys => keys.toLowerCase()))
    expect(all.filter((keys, at) => all.indexOf(keys) !== at)).toEqual([])
  })
  test('every label is there, none twice', () => {
    const labels = actionIds.map(id => actionRows[id].label)
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels.filter(label => !label.trim())).toEqual([])
  })
  test('menus take only keys that do not steal typing', () => {
    expect(accelerator('roll')).toBe('CommandOrControl+Return')
    expect(accelerator('prompt.previous')).toBe('Alt+Up')
    expect(accelerator('recall.all')).toBe('')
    expect(accelerator('help')).toBe('')
  })
})
