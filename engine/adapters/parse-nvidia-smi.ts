import type { Adapter } from '#shared/adapters.ts'

/** `nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits`: a card a line, memory in MiB. */
export function parseNvidiaSmi(text: string): Adapter[] {
  return text.split('\n').flatMap(line => {
    const [, name, mib] = /^\s*(.+?)\s*,\s*([^,]+?)\s*$/.exec(line) ?? []
    if (!name) return []
    const memory = Number(mib) * 2 ** 20
    return [{ name, vendor: 'nvidia' as const, memory: memory > 0 ? memory : null }]
  })
}
