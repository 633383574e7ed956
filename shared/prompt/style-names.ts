/** Whose rules a prompt follows. */
export const promptStyles = {
  a1111: 'AUTOMATIC1111',
  comfyui: 'ComfyUI',
  plain: 'Plain text',
} as const
export type PromptStyle = keyof typeof promptStyles
export const promptStyleIds = Object.keys(promptStyles) as [PromptStyle, ...PromptStyle[]]
