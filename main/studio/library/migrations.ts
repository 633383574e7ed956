import { pictures } from './migrations/0001-pictures.ts'
import { parents } from './migrations/0002-parents.ts'
import { parameters } from './migrations/0003-parameters.ts'
import { vectors } from './migrations/0004-vectors.ts'
import { orders } from './migrations/0005-orders.ts'
import { sources } from './migrations/0006-sources.ts'
import { sorted } from './migrations/0007-sorted.ts'

/** In order; the n-th brings the index from version n-1 to n (PRAGMA user_version). Rows are only ever added. */
export const migrations: readonly string[] = [pictures, parents, parameters, vectors, orders, sources, sorted]
