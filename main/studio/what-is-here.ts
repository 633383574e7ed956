import type { Unmapped } from '#shared/interchange/foreign.ts'
import type { MappedSettings } from '#shared/interchange/to-settings.ts'
import { installedLoras } from './loras/lora-library.ts'
import { installedModels } from './model-library.ts'

export type Here = { lora: (name: string) => boolean; model: (id: string) => boolean }

/** What is installed now; LoRAs are looked for in `folders`. */
export async function whatIsHere(folders: readonly string[]): Promise<Here> {
  const [loras, models] = await Promise.all([installedLoras(folders), installedModels()])
  const names = new Set(loras.map(({ name }) => name))
  return { lora: name => names.has(name), model: id => models.some(model => model.id === id) }
}

/** Another program's settings without the LoRAs and the refiner that are not installed; `unmapped` has a reason for each of these. */
export function usable(
  settings: MappedSettings,
  here: Here,
): { settings: MappedSettings; unmapped: Unmapped[] } {
  const { loras, refiner, ...others } = settings
  const found = loras?.filter(({ name }) => here.lora(name))
  const unmapped = (loras ?? [])
    .filter(({ name }) => !here.lora(name))
    .map(({ name, strength }) => ({
      name: 'lora',
      value: `${name}: ${strength}`,
      why: 'no file of that name lies in the folders of LoRAs',
    }))
  const goesOn = refiner && here.model(refiner.model)
  if (refiner && !goesOn)
    unmapped.push({
      name: 'refiner',
      value: `${refiner.model}, from ${refiner.at}`,
      why: 'no model of that name is installed',
    })
  return {
    settings: { ...others, ...(found?.length && { loras: found }), ...(goesOn && { refiner }) },
    unmapped,
  }
}
