export const knobsHelp = `reroll knobs [list | discover | import | export | remove] [options]

The shelf of knobs beyond a model's own: pairs of words, and directions found among rolls.

  reroll knobs                                what is on the shelf, and what fits the model
  reroll knobs discover "a bird" --rolls 64   finds what rolls of a prompt differ in and shelves it
  reroll knobs import tilt.knob.json          takes a knob file, with tilt.safetensors beside it
  reroll knobs export "a bird 1" --out knobs/ writes a knob's files there
  reroll knobs remove "a bird 1"

  --model ID|PATH    the model that a knob is for; default: the shipped picture-book
  --rolls N          16 to 128 (default 64)
  --steps N          of each roll (default 8, or the model's own when that is fewer)
  --seed N           of the first roll, the rest count up (default 0)
  --space h|x0|auto  the middle of the U-Net, the predicted picture, or (auto) what suits the model
  --keep N           how many directions, 1 to 16 (default 8)
  --device NAME      as for reroll generate
  --json             one JSON object on stdout

Turn one with reroll generate "a bird" --steer "a bird 1=2". The shelf lies in the folder of settings (REROLL_DATA).`
