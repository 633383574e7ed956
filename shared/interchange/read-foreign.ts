import type { Foreign, Texts } from './foreign.ts'
import { programs } from './programs.ts'

/** What the texts of a picture say of its making, by whichever program; null when none of it makes sense. */
export function readForeign(texts: Texts): Foreign | null {
  for (const { recognises, read } of programs) {
    const found = recognises(texts) ? read(texts) : null
    if (found) return found
  }
  return null
}

/** The name that people know a program by. */
export const programName = (id: string): string => programs.find(program => program.id === id)?.name ?? id
