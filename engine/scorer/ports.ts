import { StudioError } from '#shared/errors.ts'
import type { Port, Session } from '../runtime.ts'

/** What a dual encoder's inputs are for: names by exporter, transformers' first, then OpenCLIP's. */
const inputs = {
  words: ['input_ids', 'text', 'texts', 'tokens'],
  mask: ['attention_mask'],
  image: ['pixel_values', 'image', 'images', 'pixels'],
} as const satisfies Record<string, readonly string[]>
type InputRole = keyof typeof inputs

/** Where an embedding comes out. SigLIP's pooled output is its embedding; CLIP's is not, it lacks the projection. */
const outputs = {
  clip: {
    words: ['text_embeds', 'text_embeddings', 'text_features'],
    image: ['image_embeds', 'image_embeddings', 'image_features'],
  },
  siglip: {
    words: ['text_embeds', 'text_embeddings', 'text_features', 'pooler_output'],
    image: ['image_embeds', 'image_embeddings', 'image_features', 'pooler_output'],
  },
  openclip: {
    words: ['text_embeds', 'text_features', 'text_embedding', 'embedding'],
    image: ['image_embeds', 'image_features', 'image_embedding', 'embedding'],
  },
} as const satisfies Record<string, Record<'words' | 'image', readonly string[]>>
export type Family = keyof typeof outputs

export type InputPorts = Partial<Record<InputRole, Port>>

const told = (ports: readonly Port[]) =>
  ports.map(({ name, dims }) => `${name}[${dims.join(',')}]`).join(', ')

/** Errors: `model-broken` for an input that is not known, or when the one that is needed is not there. */
export function inputPorts(
  { inputs: ports }: Pick<Session, 'inputs'>,
  needed: 'words' | 'image',
  file: string,
): InputPorts {
  const found: InputPorts = {}
  for (const port of ports) {
    const role = (Object.keys(inputs) as InputRole[]).find(key =>
      (inputs[key] as readonly string[]).includes(port.name),
    )
    if (!role || found[role]) throw new StudioError('model-broken', unknownInput(port, file))
    found[role] = port
  }
  const port = found[needed]
  const rank = needed === 'words' ? 2 : 4
  if (port?.dims.length === rank) return found
  throw new StudioError(
    'model-broken',
    `${file} has no input for ${needed === 'words' ? 'a text (input_ids [batch, tokens])' : 'a picture (pixel_values [batch, 3, height, width])'}; it has ${told(ports)}. Export it as a CLIP or SigLIP model`,
  )
}

const unknownInput = ({ name }: Port, file: string) =>
  name === 'spatial_shapes' || name === 'pixel_attention_mask'
    ? `${file} is a SigLIP 2 model of free resolution (NaFlex), which is not known; use one of fixed resolution, such as siglip2-base-patch16-224`
    : `${file} asks for ${name}, which Reroll does not know how to give; expected input_ids, attention_mask and pixel_values`

/** The output that is the embedding: by name, else the only one with a row per input. Errors: `model-broken`. */
export function embeddingPort(
  { outputs: ports }: Pick<Session, 'outputs'>,
  family: Family,
  half: 'words' | 'image',
  file: string,
): Port {
  const flat = ports.filter(({ dims }) => dims.length === 2)
  const known = outputs[family][half] as readonly string[]
  const named = known.map(name => flat.find(port => port.name === name)).find(port => port)
  const others = flat.filter(({ name }) => name !== 'pooler_output')
  const port = named ?? (others.length === 1 && flat.length === 1 ? others[0] : undefined)
  if (port) return port
  const pooled = family === 'clip' && flat.some(({ name }) => name === 'pooler_output')
  throw new StudioError(
    'model-broken',
    `${file} gives ${told(ports)}; expected ${known[0]} [batch, width]. ${
      pooled
        ? 'It was exported without its projection: export CLIPTextModelWithProjection and CLIPVisionModelWithProjection, or the whole model with `optimum-cli export onnx --task zero-shot-image-classification`'
        : 'Export the model with its embeddings as outputs'
    }`,
  )
}
