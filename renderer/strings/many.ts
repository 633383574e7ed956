/** `1 picture`, `2 pictures`, `20,000 pictures`. */
export const many = (n: number, one: string, more = `${one}s`) =>
  `${n.toLocaleString('en')} ${n === 1 ? one : more}`
