/** What works for a device: a graphics card, or the processor itself. */
export type Adapter = {
  name: string
  vendor: 'nvidia' | 'amd' | 'intel' | 'apple' | 'other'
  /** Bytes of its own memory, or of the machine's that it shares; null where the system does not tell. */
  memory: number | null
}

/** `NVIDIA GeForce RTX 4090, 24 GiB`: memory is counted in twos, as cards are sold. */
export const adapterText = ({ name, memory }: Adapter): string => {
  if (!memory) return name
  const gib = memory / 2 ** 30
  return `${name}, ${gib < 9.95 ? gib.toFixed(1) : Math.round(gib)} GiB`
}
