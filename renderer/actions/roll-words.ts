import { setDesk } from '../stores/desk.ts'
import { roll } from './roll.ts'

/** Puts words onto the desk and rolls them, as many seeds as the desk says; undone, the earlier words come back. */
export async function rollWords(prompt: string): Promise<void> {
  setDesk({ prompt, place: -1 })
  await roll()
}
