export const time = { title: 'Timeline' } as const
