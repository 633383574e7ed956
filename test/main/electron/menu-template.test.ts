import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { menuTemplate } from '#main/electron/menu-template.ts'
import { actionIds } from '#shared/actions.ts'

const flat = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

describe.each(['darwin', 'win32', 'linux'] as const)('menus on %s', platform => {
  const sent: string[] = []
  const bar = menuTemplate(platform, action => sent.push(action))
  const items = flat(bar)

  test('hold every action once, and a click sends its id', () => {
    const ids = items.flatMap(({ id }) => id ?? [])
    expect(ids.sort()).toEqual(actionIds.filter(id => id !== 'escape').sort())
    for (const { id, click } of items) if (id) click?.({} as never, undefined, {} as never)
    expect(sent.sort()).toEqual(ids)
  })

  test('show each key once and leave the keys of text fields to the system', () => {
    const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter(key => /^CommandOrControl\+[ZXCVA]$/.test(key))).toEqual([])
  })

  test('have what the platform expects', () => {
    const roles = items.flatMap(({ role }) => role ?? [])
    expect(roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'togglefullscreen']))
    expect(bar[0]).toMatchObject(platform === 'darwin' ? { role: 'appMenu' } : { label: 'File' })
    expect(roles.includes('quit')).toBe(platform !== 'darwin')
    expect(roles).not.toContain('toggleDevTools')
  })
})
