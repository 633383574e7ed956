export const scoreHelp = `reroll score PICTURES --text TEXT [--text TEXT ...] [options]

Asks a scorer how well pictures fit words. PICTURES are PNG files or folders of them.

  reroll score birds/ --text "a red bird"                    the best first
  reroll score bird.png --text "a red bird" --text "a fox"   which text it believes in, in shares

  --text TEXT        at least one; at most 1000
  --model ID|PATH    whose scorer; default: the shipped picture-book's
  --device NAME      as for reroll generate
  --json             one JSON object on stdout

A score is the cosine of picture and text, from -1 to 1. A share is how the scorer divides its belief among the
texts. A score sorts, it does not judge: a scorer knows the words that it was taught, no others.`
