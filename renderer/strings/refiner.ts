/** What is said of a second model that draws the end of a picture. */
export const refiner = {
  label: 'Refiner',
  none: 'None',
  help: 'A second model that draws the end of the picture, where fine things are decided.',
  at: 'Takes over at',
  atHelp: 'After this share of the noise levels; 0.8 leaves the last fifth to the refiner.',
  gone: 'not among the installed models',
  fact: (model: string, at: number) => `${model}, from ${at}`,
} as const
