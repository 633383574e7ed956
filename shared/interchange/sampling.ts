import type { SamplerId } from '../sampler-names.ts'
import type { ScheduleId } from '../schedule-names.ts'
import { unmapped } from './fields.ts'
import type { Foreign, Unmapped } from './foreign.ts'
import { a1111, automaticSchedule } from './vocabularies/a1111.ts'
import { comfyui } from './vocabularies/comfyui.ts'
import { diffusers } from './vocabularies/diffusers.ts'
import { easyDiffusion } from './vocabularies/easy-diffusion.ts'
import { invokeai } from './vocabularies/invokeai.ts'
import { novelai } from './vocabularies/novelai.ts'
import { reroll } from './vocabularies/reroll.ts'
import { sdcpp } from './vocabularies/sdcpp.ts'
import type { Choice, Vocabulary } from './vocabularies/vocabulary.ts'

/** Which words each program uses. */
export const vocabularyOf: Readonly<Record<string, Vocabulary>> = {
  a1111,
  forge: a1111,
  reroll,
  sdcpp,
  comfyui,
  fooocus: comfyui,
  swarmui: comfyui,
  'stability-matrix': a1111,
  'draw-things': a1111,
  invokeai,
  novelai,
  'easy-diffusion': easyDiffusion,
}
/** Where a program's own words do not have a name, another's may: files are edited, and tools borrow. */
const others: readonly Vocabulary[] = [a1111, comfyui, diffusers, novelai, invokeai, sdcpp]

export type Sampling = { sampler?: SamplerId; schedule?: ScheduleId; unmapped: Unmapped[] }

/** Our sampler and schedule for another program's, and what is not the same. */
export function samplingOf({ program, sampler: named, schedule: told }: Foreign): Sampling {
  const own = vocabularyOf[program] ?? a1111
  const { name, suffix } = withoutSuffix(named ?? '')
  const sampler = choose('sampler', own, name, named)
  const spoken = told ?? suffix
  const automatic = /^auto(matic)?$/i.test(spoken ?? '')
  const schedule = spoken && !automatic ? choose('schedule', own, spoken, spoken) : { unmapped: [] }
  const implied =
    !sampler.id || (spoken && !automatic)
      ? undefined
      : automatic
        ? automaticSchedule(sampler.id)
        : own.implied?.(sampler.id)
  const id = schedule.id ?? implied
  return {
    ...(sampler.id && { sampler: sampler.id }),
    ...(id && { schedule: id }),
    unmapped: [...sampler.unmapped, ...schedule.unmapped],
  }
}

const suffixes: Readonly<Record<string, string>> = {
  karras: 'karras',
  exponential: 'exponential',
  polyexponential: 'polyexponential',
  sgmuniform: 'sgm uniform',
  ays: 'align your steps',
  trailing: 'simple',
}

/** Older A1111 and Draw Things fold the schedule into the sampler's name: "DPM++ 2M Karras". */
function withoutSuffix(name: string): { name: string; suffix: string | null } {
  const at = name.lastIndexOf(' ')
  const suffix = suffixes[name.slice(at + 1).toLowerCase()]
  return at > 0 && suffix ? { name: name.slice(0, at), suffix } : { name, suffix: null }
}

type Kind = 'sampler' | 'schedule'
type IdOf<K extends Kind> = K extends 'sampler' ? SamplerId : ScheduleId

function choose<K extends Kind>(
  kind: K,
  own: Vocabulary,
  name: string,
  shown: string | null,
): { id?: IdOf<K>; unmapped: Unmapped[] } {
  const key = name.trim().toLowerCase()
  if (!key) return { unmapped: [] }
  const table = `${kind}s` as const
  const among = own.without[table].includes(key) ? [] : [own, ...others]
  const rows = among.map(({ [table]: rows }) => rows as Readonly<Record<string, Choice<IdOf<K>>>>)
  const row = rows.find(row => Object.hasOwn(row, key))?.[key]
  if (typeof row === 'string') return { id: row, unmapped: [] }
  if (row) return { id: row[0], unmapped: [unmapped(kind, shown, `taken as ${row[0]}: ${row[1]}`)] }
  const known = [own, ...others].some(vocabulary => vocabulary.without[table].includes(key))
  const why = known ? `Reroll has no ${kind} like it` : `no ${kind} that Reroll knows by that name`
  return { unmapped: [unmapped(kind, shown, `${why}; the model's own is taken`)] }
}
