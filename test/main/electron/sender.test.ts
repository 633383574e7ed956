import type { WebFrameMain } from 'electron'
import { expect, test } from 'vitest'
import { isOurPage } from '#main/electron/sender.ts'

const frame = (origin: string) => ({ origin }) as WebFrameMain

test('only our own document in the main frame is listened to', () => {
  const ours = frame('studio://app')
  const contents = { mainFrame: ours }
  expect(isOurPage({ senderFrame: ours }, contents)).toBe(true)
  expect(isOurPage({ senderFrame: null }, contents)).toBe(false)
  expect(isOurPage({ senderFrame: frame('studio://app') }, contents)).toBe(false)
  for (const origin of ['studio://image', 'https://app', 'null', 'file://', 'studio://app.evil'])
    expect(isOurPage({ senderFrame: frame(origin) }, { mainFrame: frame(origin) })).toBe(false)
  const elsewhere = frame('https://example.com')
  expect(isOurPage({ senderFrame: elsewhere }, { mainFrame: elsewhere })).toBe(false)
})
