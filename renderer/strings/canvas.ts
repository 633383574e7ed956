/** The canvas: its tools, its layers, and what they tell the model. */
export const canvas = {
  title: 'Canvas',
} as const
