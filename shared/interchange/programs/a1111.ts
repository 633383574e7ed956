import type { Program } from '../foreign.ts'
import { a1111Parts, a1111Texts, fromA1111 } from './a1111-text.ts'

/** How far from the end the version may stand: other things may follow it. */
const tail = 4000

const named = (id: string, name: string, version: RegExp): Program => ({
  id,
  name,
  recognises: texts => a1111Texts(texts).some(text => version.test(text.slice(-tail))),
  read: texts => {
    const parts = a1111Parts(texts)
    return parts && fromA1111(id, parts)
  },
})

/** AUTOMATIC1111's web UI and everything else that writes its text. */
export const a1111 = named('a1111', 'AUTOMATIC1111 or like it', /^/)
/** Forge's versions begin with an f: `f2.0.1v1.10.1-previous-665-gae278f79`. */
export const forge = named('forge', 'Forge', /, Version: f\d/)
/** A picture of ours whose own record is gone. */
export const rerollText: Program = {
  ...named('reroll', 'Reroll', /, Version: Reroll\b/),
  read: texts => {
    const parts = a1111Parts(texts)
    const read = parts && fromA1111('reroll', parts)
    // An id, or a path to a folder, and no file's name.
    return read && { ...read, model: { ...read.model, name: parts.fields.get('Model') ?? null } }
  },
}
