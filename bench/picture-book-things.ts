/** Shapes that stand for themselves, no two of a kind. */
export const things: readonly string[] = [
  ...'fox whale elephant frog butterfly turtle cat snail octopus lion'.split(' '),
  ...'apple banana strawberry carrot mushroom sunflower tulip cactus pear pineapple'.split(' '),
  ...'car bus rocket sailboat airplane train castle house church tent'.split(' '),
  ...'umbrella key guitar balloon star moon rainbow cupcake teapot heart'.split(' '),
]
