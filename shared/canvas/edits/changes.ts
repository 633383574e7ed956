import type { CanvasRecord, RecordId } from '../records.ts'

/** What becomes of records: null takes one away. */
export type Changes = [RecordId, CanvasRecord | null][]
