import { convertFamilies } from '#shared/convert-help.ts'

export const modelsHelp = `reroll models [list] [--json]            every installed model
reroll models info ID|PATH [--json]      what it is, what it needs, whether it can run here
reroll models add FOLDER|UPSCALER.onnx   in place: its files are only remembered, never changed
  --copy                                 copied into the models folder, whole or not at all
  --look-through                         a folder of models (A1111, ComfyUI, the hub's cache), new ones too
reroll models remove ID [--yes]          a model or an upscaler into the trash; elsewhere: forgotten
reroll models verify ID|PATH [--json]    whether its files are still what they were
reroll models search WORDS [--json]      ONNX models on the hub
reroll models download OWNER/NAME        from the hub; goes on where an earlier try ended
  --precision fp32|fp16|int8             where it comes in several; --variant says it exactly
  --revision NAME                        a branch, a tag or a commit (default main)
  --dry-run                              only says what it is: sizes, licence, whether it is gated
reroll models convert-help [FAMILY]      how to make a folder of any checkpoint:
                                         ${convertFamilies.join(', ')}

Models are folders in diffusers-ONNX layout. Put yours where \`reroll models\` says,
name more places in REROLL_MODELS, or give --model a path.

Only search and download use the network. HF_ENDPOINT names another hub; HF_TOKEN, or the token
file of the hub's own programs, is sent to the hub alone.`
