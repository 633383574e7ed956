import type { Adapter } from '#shared/adapters.ts'

/** Makers by what their cards are called, and by their number on the PCI bus (pci-ids.ucw.cz). */
const vendors: readonly { vendor: Adapter['vendor']; pci: string; name: string; called: RegExp }[] = [
  { vendor: 'nvidia', pci: '10de', name: 'NVIDIA', called: /nvidia|geforce|quadro|tesla/i },
  { vendor: 'amd', pci: '1002', name: 'AMD', called: /\bamd\b|radeon|\bati\b/i },
  { vendor: 'intel', pci: '8086', name: 'Intel', called: /intel/i },
  { vendor: 'apple', pci: '106b', name: 'Apple', called: /apple/i },
]

export const vendorNamed = (name: string): Adapter['vendor'] =>
  vendors.find(({ called }) => called.test(name))?.vendor ?? 'other'

/** By its four hexadecimal digits. */
export const vendorNumbered = (pci: string): { vendor: Adapter['vendor']; name: string } =>
  vendors.find(row => row.pci === pci) ?? { vendor: 'other', name: `Maker ${pci}` }
