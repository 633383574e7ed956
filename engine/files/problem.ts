import { StudioError } from '#shared/errors.ts'

const sentences: Record<string, { code: 'disk-full' | 'not-writable'; say: string }> = {
  ENOSPC: { code: 'disk-full', say: 'the disk is full; free some space or choose another folder' },
  EDQUOT: { code: 'disk-full', say: 'your disk quota is used up; free some space or choose another folder' },
  EFBIG: {
    code: 'disk-full',
    say: 'the file system does not take a file of that size; choose another folder',
  },
  EROFS: { code: 'not-writable', say: 'the file system is read-only; choose another folder' },
  EACCES: {
    code: 'not-writable',
    say: 'you may not write there; choose another folder or change its permissions',
  },
  EPERM: {
    code: 'not-writable',
    say: 'you may not write there; choose another folder or change its permissions',
  },
  ENOTDIR: {
    code: 'not-writable',
    say: 'a part of that path is a file, not a folder; choose another folder',
  },
  EEXIST: { code: 'not-writable', say: 'a part of that path is a file, not a folder; choose another folder' },
  EISDIR: { code: 'not-writable', say: 'that is a folder; give a file name' },
  ENAMETOOLONG: {
    code: 'not-writable',
    say: 'the name is too long for this file system; choose a shorter one',
  },
  ENOENT: {
    code: 'not-writable',
    say: 'the folder does not exist (or vanished); create it or choose another',
  },
}

/** A failed write as a sentence that names the file and a way on. */
export function writeProblem(file: string, error: unknown): StudioError {
  if (error instanceof StudioError) return error
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException
  const known = sentences[code]
  return new StudioError(known?.code ?? 'not-writable', `Cannot write ${file}: ${known?.say ?? message}`, {
    cause: error,
  })
}
