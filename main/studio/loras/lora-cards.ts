import { describeLora, type LoraDescription } from '#engine/loras/describe.ts'
import { whyNoLoras } from '#engine/loras/takes-loras.ts'
import { type ModelFolder, readModelFolder } from '#engine/model/folder.ts'
import type { LoraCard, LoraList } from '#shared/studio/loras.ts'
import { type InstalledLora, installedLoras } from './lora-library.ts'

/** What the width of the words says of a model. */
const families: Record<number, string> = { 768: 'SD 1.x', 1024: 'SD 2.x', 2048: 'SDXL' }
const familyOf = (width: number) => families[width] ?? `a model whose words are ${width} wide`

type Told = LoraDescription | { problem: string }

/** Lists the installed LoRAs for a model. Files are read again when they changed. */
export function loraCards(
  folders: () => readonly string[],
  stampOf: (folder: string) => Promise<string>,
): (folder: string) => Promise<LoraList> {
  const described = new Map<string, Promise<Told>>()
  const judged = new Map<string, string | null>()
  const describe = ({ name, file, bytes, changed }: InstalledLora): Promise<Told> => {
    const key = `${file} ${bytes} ${changed}`
    const known =
      described.get(key) ?? describeLora(file, name).catch(({ message }: Error) => ({ problem: message }))
    described.set(key, known)
    return known
  }
  return async folder => {
    const model = await readModelFolder(folder)
    const key = `${folder} ${await stampOf(folder)}`
    const why = judged.has(key) ? judged.get(key)! : whyNoLoras(model.files.unet!)
    judged.set(key, why)
    const places = folders()
    const loras: LoraCard[] = []
    for (const installed of await installedLoras(places))
      loras.push(cardOf(installed, await describe(installed), model))
    return {
      loras,
      why: why && `${model.id} takes no LoRAs: its ${why}`,
      folders: [...places],
    }
  }
}

function cardOf({ name, file, bytes }: InstalledLora, told: Told, model: ModelFolder): LoraCard {
  const nothing = { kinds: [], title: null, base: null, words: false, triggers: [] }
  if (!('kinds' in told)) return { name, file, bytes, ...nothing, problem: told.problem }
  const { kinds, title, base, words, triggers, wordWidth, problem } = told
  return {
    name,
    file,
    bytes,
    kinds,
    title,
    base,
    words,
    triggers,
    problem: problem ?? misfit(wordWidth, model),
  }
}

/** Why a LoRA is for another base, as far as the small files tell; merging looks at every layer. */
function misfit(wordWidth: number | null, { unet, id }: ModelFolder): string | null {
  const own = unet.cross_attention_dim
  if (wordWidth === null || typeof own !== 'number' || own === wordWidth) return null
  return `made for ${familyOf(wordWidth)}; ${id} is ${familyOf(own)}`
}
