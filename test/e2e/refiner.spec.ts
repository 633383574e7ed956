import { join } from 'node:path'
import type { Locator } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { pictureOrigin } from '../../engine/png/picture-file.ts'
import { t } from '../../renderer/strings.ts'
import { assemble, familyRows } from '../parity/assemble.ts'
import { atStudio } from './at-studio.ts'
import { lookAt } from './look.ts'
import { pictureFiles } from './person.ts'
import { servedHost } from './served-host.ts'

const says = t.refiner

describe('a refiner in the window', () => {
  const host = servedHost()
  let panel: Locator
  const chooseModel = async (name: RegExp) => {
    await panel.getByRole('button', { name: /^Model: / }).click()
    await at.studio.page.getByRole('menuitemradio', { name }).click()
  }

  const at = atStudio(host, profile => {
    const models = join(profile.folder, 'models')
    const rows = familyRows()
    assemble(join(models, 'castle-xl'), rows.sdxl!)
    assemble(join(models, 'castle-xl-refiner'), rows['sdxl-refiner']!)
    return { REROLL_MODELS: models }
  })
  beforeAll(() => {
    panel = at.studio.page.getByRole('complementary', { name: t.prompt.panel })
  })

  test('is offered where the model is one that takes it, and draws the end of what is rolled', async () => {
    await panel.getByRole('button', { name: /^Model: Picture/ }).waitFor()
    expect(await panel.getByText(says.label, { exact: true }).count()).toBe(0)
    await chooseModel(/^castle-xl \d/)
    await panel.getByRole('button', { name: `${says.label}: ${says.none}` }).click()
    await at.studio.page.getByRole('menuitemradio', { name: /^castle-xl-refiner/ }).click()
    await at.me.set(panel.getByRole('spinbutton', { name: says.at }), '0.6')
    expect(await lookAt(at.studio.page, host.name, 'refiner-chosen')).toEqual([])
    await at.me.write('a castle')
    await at.me.set(at.me.steps, 4)
    await at.me.set(panel.getByRole('spinbutton', { name: t.drawing.width }), 32)
    await at.me.set(panel.getByRole('spinbutton', { name: t.drawing.height }), 32)
    await at.me.roll(1)
    await at.me.picture('a castle').waitFor({ timeout: 120_000 })
    await at.studio.page.getByRole('button', { name: t.info.title }).first().click()
    await at.studio.page.getByText(says.fact('castle-xl-refiner', 0.6)).waitFor()
    expect(await lookAt(at.studio.page, host.name, 'refiner-drawn')).toEqual([])
    const [file] = pictureFiles(at.profile)
    const origin = pictureOrigin(file!.bytes, 'picture')
    expect(origin.kind === 'reroll' && origin.record.settings.refiner).toMatchObject({
      model: 'castle-xl-refiner',
      at: 0.6,
    })
  })

  test('waits while another model is chosen, and comes back with the first', async () => {
    await chooseModel(/^Picture-book/)
    expect(await panel.getByText(says.label, { exact: true }).count()).toBe(0)
    await chooseModel(/^castle-xl \d/)
    await panel.getByRole('button', { name: `${says.label}: castle-xl-refiner` }).waitFor()
  })
})
