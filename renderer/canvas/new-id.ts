/** A name that no other record of any drawing has. */
export const newId = (): string => crypto.randomUUID().slice(0, 18)
