import { deviceIds } from '#shared/engine-contract.ts'
import { limits } from '#shared/generation.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import { scheduleNames } from '#shared/schedule-names.ts'
import { analyticKnobs } from '#shared/steer.ts'

/** Breaks a list at 100 columns, each line under the column where the list begins. */
function wrapped(words: readonly string[], indent: number): string {
  const lines = ['']
  for (const word of words) {
    if (lines.at(-1)!.length + word.length + 2 > 100 - indent) lines.push('')
    lines[lines.length - 1] += `${lines.at(-1) ? ', ' : ''}${word}`
  }
  return lines.join(`,\n${' '.repeat(indent)}`)
}

export const help = `reroll: words in, pictures out, offline.

  reroll generate "a red bird on a branch" --seed 7 --out bird.png
  reroll walk --prompt "a red bird" --seeds 1,2,3 --loop --out walk.webp
                                from picture to picture through their noise
  reroll grid "a bird" --x seed=1..4 --y knob.size=0.6,1
                                a sheet of two or three settings against each other
  reroll score PICTURES --text "a red bird"    how well they fit words
  reroll upscale PICTURES --model FILE.onnx    larger, with an upscaler of yours
  reroll models                 what models there are
  reroll models info PATH       whether a model can run here, and why not; add, download, verify, remove
  reroll loras                  what LoRAs there are, and which go with a model
  reroll knobs                  the shelf of knobs; discover finds what rolls of a prompt differ in
  reroll library                what is in the library; info, import, export, verify
  reroll devices                what can draw here; get cuda fetches what NVIDIA's cards need on Linux
  reroll doctor                 checks this machine, its devices and the shipped model

reroll generate --help explains every option.
From a clone, write \`npm run -s reroll --\` in place of \`reroll\`.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.`

export const generateHelp = `reroll generate PROMPT [options]

Draws PROMPT and writes a PNG that remembers how it was made.

  reroll generate "a red bird on a branch" --seed 7 --out bird.png
  reroll generate "a fox, night" --batch 9 --out foxes/     nine rolls, seeds counting up
  reroll generate "a bird" --knob hue=214 --knob size=0.6   set some of what the dice decide
  reroll generate --from bird.png                           the same bytes again
  reroll generate --from bird.png --seed 8                  the same settings, another roll
  reroll generate --from bird.png --branch 8 --cfg 5        the same picture until step 8

What is drawn
  PROMPT             "" draws without words; at most ${limits.promptCharacters} characters
  --negative TEXT    what to steer away from
  --style NAME       whose signs the words hold: a1111 (default), comfyui, plain (docs/prompts.md)
  --clip-skip N      the text encoder's layer, from the last; 1 is the model's own
  --wildcards DIR    lists for __name__ in a prompt, one .txt file each; --embeddings DIR for
                     textual inversions; default: those folders beside your models
  --seed N           0 to 18446744073709551615; -1 or none draws one
  --rng cpu|cuda     whose noise a seed means: cpu as diffusers, ComfyUI and InvokeAI draw it
                     (default), cuda as A1111 does
  --variation-strength X  0 to 1: a neighbour of the seed's picture, nearer to 0 the nearer
  --variation-seed N      which neighbour, as A1111's variation seed; counts up with --batch
  --die KIND=SEED    rolls one part alone, the rest stays; repeat for more; -1 draws a seed
                       layout=7             the slow waves of the starting noise
                       texture=7            the fast ones
                       sampler=7            what a stochastic sampler draws on the way
                       channel:2=7          one latent channel, counted from 0
                       rect:0,0.5,1,0.5=7   a region: x,y,width,height in shares of the picture
                       mask:FILE.png=7      a region: the white of a picture
                     layout=off gives that part back to --seed, off alone all of them
  --split X          0 to 1: where layout ends and texture begins (default 0.25)
  --toward SEED@T    the noise at T, 0 to 1, of the great circle towards another; or PICTURE.png@T
  --lora NAME[:X[:Y]]  lays a LoRA on the model at strength X (1), on its words at Y (as X); repeat for
                     more; NAME as in \`reroll loras\`, or a .safetensors file; off leaves out those of --from
  --refiner ID|PATH  a Stable Diffusion XL refiner that draws the end of an XL picture; off leaves out
                     that of --from
  --refiner-at X     where it takes over, 0 to 1: after that share of the noise levels (default 0.8)
  --knob NAME=VALUE  a knob of the model, by the names in \`reroll models info\`; repeat for more
  --steer KNOB=X     turns a knob beyond the model's own by X, -6 to 6; repeat for more:
                       "small|large=1.5"    a pair of words
                       brightness=1         ${wrapped(Object.keys(analyticKnobs), 44)}
                       FILE.knob.json=2     a knob file, or the name of a knob on the shelf
                     =X@FROM-TO for some of the steps alone, as shares of all; --steer off none

What steers it besides words (PNG files; off takes away what a picture of --from has of it)
  --sketch FILE      a line drawing, dark on light, light on dark or on nothing, of any size
  --sketch-weight X  0 to 2 (default 1); --sketch-steps FROM-TO for some of the steps alone
  --edges KIND       finds the lines of a photo first: canny, soft or thin
  --control NET=FILE a map for one of the model's ControlNets; repeat for more
  --control-weight NET=X  0 to 2 (default 1); --control-steps NET=FROM-TO
  --layout FILE.json regions with words of their own: {"version": 1, "regions": [{"words": "a hill",
                     "box": [x, y, width, height]}]} in shares; docs/layout.schema.json has the rest
  --init FILE        the picture to begin from; where it is transparent all is drawn anew
  --strength X       0 keeps it, 1 draws it all anew (default 0.75, with --mask 1)
  --mask FILE        what is drawn anew, by its white; --feather X softens its edge, 0 to 0.5
  --only-masked N    draws only what lies around the mask, enlarged, with N pixels around it

How it is drawn (what you leave out is the model's own default)
  --steps N          ${limits.steps.min} to ${limits.steps.max}
  --cfg X            guidance scale, ${limits.guidance.min} to ${limits.guidance.max}; 0 and 1 switch it off
  --size WxH         in pixels
  --sampler NAME     ${wrapped(Object.keys(samplerNames), 21)}
  --schedule NAME    ${wrapped(Object.keys(scheduleNames), 21)}
  --model ID|PATH    a model's name, or a folder in diffusers-ONNX layout
  --vae full|tiny    tiny: with the small decoder beside the model (TAESD and its like): quick, rougher
  --device NAME      ${deviceIds.join(', ')}; default: the best that works here; with several graphics
                     cards, the environment variable REROLL_ADAPTER names one as reroll doctor lists it

How many, and where to
  --batch N          pictures to draw, seeds counting up from --seed
  --batch-size N     pictures drawn in one pass (default 1)
  --best-of N        roll N cheaply, from --seed on, and draw only the best in full, each as a file
                     of its own; --keep K of them (default 4)
  --budget SECONDS   for the rolls (default 30): fewer are rolled when they would take longer
  --diversity X      0 to 1: 0 keeps those that fit the words best, 1 those that differ most (default 0.3)
  --out FILE|DIR     a .png file, which is replaced, or a folder
  --frames DIR       one PNG per step as well: noise becoming a picture
  --from FILE        take every setting from a picture made by Reroll, or what it can of one by
                     A1111, ComfyUI, InvokeAI, Fooocus and others (docs/interchange.md)
  --branch N         share the first N steps of the picture that --from names, and go on from there
                     with what else is given: prompt, --cfg, --sampler, --knob, --seed, dice
  --json             one JSON object on stdout

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.`

export const walkHelp = `reroll walk --prompt TEXT --seeds A,B,... [options]
reroll walk A.png B.png ... [options]

Goes along great circles from the starting noise of each stop to the next one's and draws every frame in
full. Stops are seeds, or pictures made by Reroll or others; all but the noise is the first one's.

  --frames N         frames between two stops, 1 to 240 (default 12)
  --fps N            frames a second, 1 to 60 (default 12)
  --loop             from the last stop back to the first, without end
  --out FILE|DIR     .webp or .png (animated), or a folder for the frames and walk.json;
                     default: walk.webp
  --negative, --steps, --cfg, --sampler, --schedule, --size, --rng, --knob, --model, --device
                     as for reroll generate`

export const gridHelp = `reroll grid [PROMPT] --x AXIS [--y AXIS] [--z AXIS] [options]

Draws a picture for every combination of two or three settings, and a sheet with what each row and column
stands for (one sheet for each value of z). Run again, it draws only what is missing.

  --x, --y, --z      NAME=VALUES: seed, steps, guidance (cfg), width, height, strength, knob.NAME,
                     steer.NAME (warmth, zoom, ...):
                     1,2,5 or 1..4 or 0..1:0.25 (in steps of) or 0..1/5 (so many);
                     sampler, schedule, model: names with commas; prompt, negative: words parted by |;
                     replace=bird|owl|fox: words of the prompt in each other's place
  --out DIR          where the pictures, grid.json and the sheets go; default: grid
  --negative, --seed, --steps, --cfg, --sampler, --schedule, --size, --rng, --knob, --model, --device
                     of every picture, as for reroll generate`

export const lorasHelp = `reroll loras [--model ID|PATH] [--json]

Every installed LoRA and LyCORIS, and whether it goes with a model (default: the shipped one).
Draw with one: reroll generate "a castle" --model ./my-model --lora add_detail:0.8`

export const devicesHelp = `reroll devices [--json]
reroll devices get cuda
reroll devices drop cuda

What can draw on this machine, best first: graphics cards by name, and why what cannot be used cannot.

get cuda fetches ONNX Runtime's CUDA provider for NVIDIA's cards (Linux, x64), checked against its sum, into
the data folder; ended early, it goes on where it was. It needs NVIDIA's driver, CUDA 13 and cuDNN 9 of the
system. drop cuda removes it. Nothing else needs it.`

export const doctorHelp = `reroll doctor [--json]

Checks Node, the devices, the shipped model's checksums, and draws one step.
Exit code 1 when something fails.`
