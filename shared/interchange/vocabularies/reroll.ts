import { type SamplerId, samplerNames } from '../../sampler-names.ts'
import { type ScheduleId, scheduleNames } from '../../schedule-names.ts'
import type { Vocabulary } from './vocabulary.ts'

const byName = <Id extends string>(names: Record<Id, string>): Record<string, Id> =>
  Object.fromEntries((Object.keys(names) as Id[]).map(id => [names[id].toLowerCase(), id]))

/** Our own labels, in A1111's text. */
export const reroll: Vocabulary = {
  samplers: byName<SamplerId>(samplerNames),
  schedules: byName<ScheduleId>(scheduleNames),
  without: { samplers: [], schedules: [] },
}
