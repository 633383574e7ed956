import type { ErrorCode, WireError } from '#shared/errors.ts'
import { t } from './strings.ts'

export type WayOn = 'retry' | 'settings' | 'models' | null

/** What a person reads, and the one thing that may help. */
const rows: Record<ErrorCode, { text: string; way: WayOn }> = {
  'invalid-input': { text: '', way: null },
  cancelled: { text: t.errors.cancelled, way: 'retry' },
  'model-missing': { text: '', way: 'models' },
  'model-broken': { text: '', way: 'models' },
  'out-of-memory': { text: t.errors.outOfMemory, way: 'retry' },
  'engine-crashed': { text: t.errors.engineCrashed, way: 'retry' },
  'device-unavailable': { text: '', way: 'settings' },
  'not-writable': { text: '', way: 'settings' },
  'disk-full': { text: '', way: 'retry' },
  network: { text: '', way: 'retry' },
  internal: { text: '', way: 'retry' },
}

export const sentenceOf = ({ code, message }: WireError): string => rows[code]?.text || message
export const wayOn = ({ code }: WireError): WayOn => rows[code]?.way ?? 'retry'
