import type { PictureOrigin } from '#engine/png/picture-file.ts'
import { loraFolders } from '../studio/loras/lora-library.ts'
import { usable, whatIsHere } from '../studio/what-is-here.ts'
import { readOrigin } from './read-input.ts'

/** As `readOrigin`, of another program's LoRAs and refiner those alone that are installed here. Errors: `invalid-input`. */
export async function readUsable(file: string): Promise<PictureOrigin> {
  const origin = readOrigin(file)
  if (origin.kind !== 'foreign') return origin
  const { settings, unmapped } = usable(origin.settings, await whatIsHere(loraFolders()))
  return { ...origin, settings, unmapped: [...unmapped, ...origin.unmapped] }
}
