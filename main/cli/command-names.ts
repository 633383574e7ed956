export const commandNames = [
  'generate',
  'walk',
  'grid',
  'score',
  'upscale',
  'knobs',
  'models',
  'loras',
  'library',
  'devices',
  'doctor',
] as const
export type CommandName = (typeof commandNames)[number]
