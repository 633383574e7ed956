export const diceParts = { title: 'Dice' } as const
