/** A weight as A1111 takes it: right behind the colon, right before the bracket. */
export function numberIn(text: string): number | null {
  return /^[+-]?[.\d]+$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : null
}

/** When words change: white space before it is let pass, as A1111 does. */
export function whenIn(text: string): number | null {
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null
}
