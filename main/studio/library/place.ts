import { isAbsolute, join, resolve } from 'node:path'
import { sidecarOf } from './sidecar.ts'

/** What is said of pictures in watched folders is kept here, inside the library, by their ids. */
export const externalFolder = 'external'

/** What is said of a picture of this id while it is in watched folders alone. */
export const externalRecord = (folder: string, id: string): string =>
  join(folder, externalFolder, id.slice(0, 2), `${id}.json`)

type Named = { id: string; file: string }

/** Whether a picture of the index lies in a watched folder: then its file is a whole path. */
export const isExternal = (file: string): boolean => isAbsolute(file)

/** Where a picture of the index lies. */
export const pathOf = (folder: string, file: string): string => resolve(folder, file)

/**
 * Where what a person says of a picture is kept: beside it in the library; for one in a watched folder by its id, so
 * that it is found again wherever the picture goes.
 */
export const sidecarFileOf = (folder: string, { id, file }: Named): string =>
  isExternal(file) ? externalRecord(folder, id) : sidecarOf(join(folder, file))
