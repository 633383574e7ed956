import { parseJson } from '#shared/bounded-json.ts'
import type { LoraPart } from './names.ts'

/** What peft wrote of one part into the file's head (diffusers from 0.34 on). */
type Told = { alpha: number | null; rsLora: boolean }

/**
 * The alpha of a file that has no `alpha` tensors: as its head tells it, else the rank itself. rank-stabilised LoRA
 * (Kalajdzievski 2023, arXiv:2312.03732) divides by the root of the rank, which is told here as a larger alpha.
 */
export function alphaTold(
  metadata: Readonly<Record<string, string>>,
  part: LoraPart,
): (rank: number) => number {
  const { alpha, rsLora } = told(metadata.lora_adapter_metadata, part)
  return rank => (alpha ?? rank) * (rsLora ? Math.sqrt(rank) : 1)
}

function told(text: string | undefined, part: LoraPart): Told {
  try {
    const json = parseJson(text ?? '') as Record<string, unknown>
    const alpha = json[`${part}.lora_alpha`]
    return {
      alpha: typeof alpha === 'number' ? alpha : null,
      rsLora: json[`${part}.use_rslora`] === true,
    }
  } catch {
    return { alpha: null, rsLora: false }
  }
}
