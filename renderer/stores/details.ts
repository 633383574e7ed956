import { useEffect } from 'react'
import { create } from 'zustand'
import { toWire } from '#shared/errors.ts'
import type { PictureDetail, PictureId } from '#shared/studio/pictures.ts'
import { call, whenOpen } from '../api.ts'

const most = 60
type Known = Record<PictureId, PictureDetail | 'missing'>

/** The last pictures that were looked at, with everything known of them. */
export const useDetails = create<{ known: Known }>(() => ({ known: {} }))
const asked = new Set<PictureId>()

export async function detailOf(id: PictureId): Promise<PictureDetail | null> {
  const known = useDetails.getState().known[id]
  if (known) return known === 'missing' ? null : known
  try {
    const detail = await call('pictures.get', { id })
    put(id, detail)
    return detail
  } catch (error) {
    if (toWire(error).code === 'invalid-input') put(id, 'missing')
    return null
  }
}

const put = (id: PictureId, detail: PictureDetail | 'missing') =>
  useDetails.setState(({ known }) => {
    const { [id]: _, ...others } = known
    return { known: Object.fromEntries([...Object.entries(others).slice(-most), [id, detail]]) }
  })

/** Read again when next looked at. No ids: all. */
export const forgetDetails = (ids: readonly PictureId[]): void =>
  useDetails.setState(({ known }) => ({
    known: ids.length ? Object.fromEntries(Object.entries(known).filter(([id]) => !ids.includes(id))) : {},
  }))

/** The details of a picture: undefined while they are read, null when there is no such picture. */
export function useDetail(id: PictureId | null): PictureDetail | null | undefined {
  const detail = useDetails(({ known }) => (id ? known[id] : undefined))
  useEffect(() => {
    if (!id || detail || asked.has(id)) return
    asked.add(id)
    void detailOf(id).finally(() => asked.delete(id))
  }, [id, detail])
  return detail === 'missing' ? null : detail
}

whenOpen(() => forgetDetails([]))
