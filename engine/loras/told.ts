import type { LaidLora } from '#shared/engine-contract.ts'
import type { Settings } from '#shared/generation.ts'

/** Settings that say which files they meant, and notes for people: what found no place, and what is another file now. */
export function lorasTold<T extends Pick<Settings, 'loras'>>(
  settings: T,
  laid: readonly LaidLora[],
): { settings: T; notes: string[] } {
  if (laid.length === 0) return { settings, notes: [] }
  const byName = new Map(laid.map(one => [one.name, one]))
  const others = settings.loras.filter(
    ({ name, sha256 }) => sha256 !== null && byName.has(name) && byName.get(name)?.sha256 !== sha256,
  )
  return {
    settings: {
      ...settings,
      loras: settings.loras.map(one => ({ ...one, sha256: byName.get(one.name)?.sha256 ?? one.sha256 })),
    },
    notes: [
      ...others.map(
        ({ name }) => `The LoRA "${name}" is another file than the one that these settings were made with`,
      ),
      ...laid.filter(({ missing }) => missing.length).map(partlyFound),
    ],
  }
}

const shown = 3

function partlyFound({ name, matched, of, missing }: LaidLora): string {
  const some = missing.slice(0, shown).join(', ')
  const more = missing.length > shown ? ` and ${missing.length - shown} more` : ''
  return `The LoRA "${name}": applied ${matched} of ${of}; ${missing.length} of its parts belong to no layer of this model (${some}${more})`
}
