import type { PictureDetail } from '#shared/studio/pictures.ts'

/** One picture of an export, as `pictures.json` tells it. */
export type ExportedPicture = {
  id: string
  /** Relative to the export, with forward slashes. */
  file: string
  thumbnail: string | null
  created: string
  width: number
  height: number
  prompt: string
  negative: string
  seed: string | null
  model: string
  starred: boolean
  tags: string[]
  boards: string[]
  note: string
  /** What the picture file itself would say; null where it says nothing, or was asked to. */
  record: PictureDetail['record']
}

/** Stripped, it tells of the picture only what is seen. */
export function exportedPicture(
  detail: PictureDetail,
  file: string,
  thumbnail: string | null,
  strip: boolean,
): ExportedPicture {
  const { id, width, height } = detail
  const seen = { id, file, thumbnail, width, height }
  const nothing = {
    prompt: '',
    negative: '',
    seed: null,
    model: '',
    tags: [],
    boards: [],
    note: '',
    record: null,
  }
  if (strip) return { ...seen, ...nothing, created: '', starred: false }
  const { created, prompt, seed, model, starred, tags, boards, note, record } = detail
  return {
    ...seen,
    created: new Date(created).toISOString(),
    prompt,
    negative: record?.settings.negative ?? '',
    seed: seed === null ? null : String(seed),
    model,
    starred,
    tags,
    boards,
    note,
    record,
  }
}
