import * as z from 'zod'
import { method } from '../contract.ts'
import type { BelievesResult, HeatResult, MissingResult, ScoreProgress } from '../score-contract.ts'
import { pictureId } from './pictures.ts'

/** How much of the library can be searched by what it shows. */
export type MeaningInfo = {
  embedded: number
  /** Pictures that the scorer cannot read. */
  unreadable: number
  of: number
  state: 'off' | 'working' | 'waiting' | 'done'
  /** Why it does not go on, in one sentence; null while all is well. */
  problem: string | null
}

/** What the shipped scorer takes a picture for, the most probable word first. */
export type Beliefs = Pick<BelievesResult, 'asked' | 'kind' | 'notes'> & BelievesResult['images'][number]
export type Evidence = MissingResult['images'][number]

/** A drawing that a model was taught with, and whom it is from. likeness: cosine, -1..1; picture: a data URL. */
export type NearDrawing = {
  subject: string
  credit: string
  licence: string
  likeness: number
  picture: string
}
/** The nearest first. of: drawings compared. */
export type NearestDrawings = { of: number; drawings: NearDrawing[] }

export const meaningContract = {
  'meaning.info': method<MeaningInfo>()(z.void()),
  /** Never answers: tells it now and whenever it changes, until it is cancelled. */
  'meaning.watch': method<void, MeaningInfo>()(z.void()),
  /** Among the words of the settings; where there are none, those that the scorer was taught. */
  'meaning.believes': method<Beliefs, ScoreProgress>()(z.strictObject({ id: pictureId })),
  /** Which phrases of its own prompt a picture does not show. Errors: `invalid-input` for one without a prompt. */
  'meaning.missing': method<Evidence, ScoreProgress>()(z.strictObject({ id: pictureId })),
  /** The drawings that its model was taught with, nearest to a picture; null where the model is away or shows none. */
  'meaning.drawings': method<NearestDrawings | null>()(z.strictObject({ id: pictureId })),
  /** Where in a picture a text is seen, by covering it piece by piece. */
  'meaning.heat': method<HeatResult, ScoreProgress>()(
    z.strictObject({ id: pictureId, text: z.string().trim().min(1).max(2000) }),
  ),
}
