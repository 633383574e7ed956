/** Whose random numbers are drawn: torch's on a CUDA device (A1111 "NV"), or torch's on the CPU. */
export const rngKinds = ['cuda', 'cpu'] as const
export type RngKind = (typeof rngKinds)[number]
