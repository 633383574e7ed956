/** Many vectors side by side, 8 bits a number, and 1 / length of each, which brings it to unit length. */
export type PackedRows = { rows: Int8Array; inverse: Float32Array; width: number; count: number }

/** Fewer numbers for each row, side by side. */
export type Reduced = { values: Float32Array; width: number; count: number }
