import type { Model } from '../model/open.ts'

/** A model and its refiner as the ladder of memory sees them: what is put away is put away in both. */
export const asOneModel = (model: Model, refiner: Model | undefined): Model =>
  refiner
    ? {
        ...model,
        park: async part => {
          await model.park(part)
          await refiner.park(part)
        },
        milliseconds: () => model.milliseconds() + refiner.milliseconds(),
      }
    : model
