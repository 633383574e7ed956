import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type PictureOrigin, pictureOrigin } from '#engine/png/picture-file.ts'
import { StudioError } from '#shared/errors.ts'

/** The bytes of a file that a command line names. Errors: `invalid-input` when it cannot be read. */
export function readInput(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StudioError(
      'invalid-input',
      `Cannot read ${file}: ${code === 'ENOENT' ? 'there is no such file' : code}`,
    )
  }
}

/** How a picture that a command line names says it was made. Errors: `invalid-input`. */
export const readOrigin = (file: string): PictureOrigin => pictureOrigin(readInput(file), basename(file))
