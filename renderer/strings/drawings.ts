/** What is said about the drawings that a model was taught with. */
export const drawings = {
  title: 'Near to these drawings',
  none: 'Its model is not here, or does not show the drawings that it was taught with.',
  from: (subject: string, credit: string, licence: string) => `${subject}, ${credit}, ${licence}`,
  help: (of: number) =>
    `The nearest of the ${of.toLocaleString('en')} drawings that the model keeps, by the cosine of its own scorer (1: the same). The picture-book paints such drawings anew, so its pictures are near to one by design.`,
} as const
