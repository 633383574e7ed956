/** Failures a person can act on. Anything else is a bug and crosses a process boundary as `internal`. */
const errorCodes = [
  'invalid-input',
  'cancelled',
  'model-missing',
  'model-broken',
  'out-of-memory',
  'engine-crashed',
  'device-unavailable',
  'not-writable',
  'disk-full',
  'network',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** An error with a code that hosts map to a sentence, an exit code and a way on. */
export class StudioError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StudioError'
    this.code = code
  }
}

/** What crosses a process boundary: never a stack. */
export type WireError = { code: ErrorCode; message: string }

export const toWire = (error: unknown): WireError =>
  error instanceof StudioError
    ? { code: error.code, message: error.message }
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) }

export const fromWire = (wire: WireError): StudioError => new StudioError(wire.code, wire.message)

export const isCancelled = (error: unknown): boolean =>
  error instanceof StudioError && error.code === 'cancelled'

export const cancelled = () => new StudioError('cancelled', 'Cancelled')
