import { modelById } from '../stores/models.ts'

/** What a model calls its knobs. */
export const knobNames = (model: string) => (knob: string) =>
  modelById(model)?.knobs.find(({ name }) => name === knob)?.label ?? knob
