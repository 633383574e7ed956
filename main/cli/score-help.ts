export const scoreHelp = `reroll score PICTURES --text TEXT [--text TEXT ...] [options]

Asks a scorer how well pictures fit words. PICTURES are PNG, JPEG or WebP files, or
folders of them.

  reroll score birds/ --text "a red bird"                    the best first
  reroll score bird.png --text "a red bird" --text "a fox"   which text it believes in, in shares
  reroll score bird.png --believes                           what it takes the picture for
  reroll score bird.png --text "a red bird" --missing        which words the picture does not show
  reroll score bird.png --text "a red bird" --heat heat.png  where in the picture it sees them

  --text TEXT        at most 1000
  --scorer FOLDER    a CLIP, SigLIP or OpenCLIP model as ONNX, or a model with a scorer of its own
  --model ID|PATH    whose scorer instead; default: the shipped picture-book's
  --believes [LIST]  the most probable words: of LIST (a file with a word on each line, or words with
                     commas between), else those that the scorer was taught, else 404 everyday things
    --top N            so many of them, 1 to 100; default: 5
    --template TEXT    a sentence with {} for the word; repeat to average several
  --missing          which words of the first --text are not there, against near misses
    --threshold X      believed less than this, they are missing, 0 to 1; default: 0.5
  --heat OUT.png     the one picture under its heat: grey patches cover it piece by piece (occlusion)
    --grid N           cells along each side, 2 to 64; default: 8
    --patch X          a patch's sides as a share of the picture's, 0.01 to 1; default: two cells
  --device NAME      as for reroll generate
  --json             one JSON object on stdout

A score is the cosine of picture and text, from -1 to 1. A share is how the scorer divides its belief among the
texts; a SigLIP model believes each text for itself. A score sorts, it does not judge: a scorer knows the words that
it was taught, no others. docs/scorer.md has the formulas and the limits.`
