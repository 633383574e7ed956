import type { ErrorCode } from '#shared/errors.ts'

export const exitCodes = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const

export const exitCodeOf = (code: ErrorCode): number =>
  code === 'invalid-input' ? exitCodes.usage : code === 'cancelled' ? exitCodes.cancelled : exitCodes.failed
