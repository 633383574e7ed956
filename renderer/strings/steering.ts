export const steering = { title: 'Knobs' } as const
