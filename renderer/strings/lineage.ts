export const lineage = { title: 'Family' } as const
