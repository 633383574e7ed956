import { along, type Graph, linked, type Node, readGraph, upstream } from '../comfyui/graph.ts'
import { clipSkipTold, latentTold, modelsTold } from '../comfyui/resources.ts'
import { isSampler, samplingTold } from '../comfyui/sampling.ts'
import { wordsOf } from '../comfyui/words.ts'
import { graphOfWorkflow } from '../comfyui/workflow.ts'
import { recordOf, unmapped } from '../fields.ts'
import { type Foreign, foreign, type Program, type Texts, type Unmapped } from '../foreign.ts'
import { type Json, readRecord } from '../json.ts'

/** PNG has chunks; WebP has `prompt:{…}` and `workflow:{…}` in EXIF's Model and Make (comfy_extras/nodes_images.py). */
function recordIn(texts: Texts, name: 'prompt' | 'workflow'): Json | undefined {
  const chunk = readRecord(texts.get(name))
  if (chunk) return chunk
  for (const tag of ['Model', 'Make', 'ImageDescription']) {
    const text = texts.get(`exif:${tag}`)
    if (text?.toLowerCase().startsWith(`${name}:`)) return readRecord(text.slice(name.length + 1))
  }
  const comment = texts.get('exif:UserComment')
  return comment?.includes('"class_type"') || comment?.includes('"nodes"')
    ? recordOf(readRecord(comment)?.[name])
    : undefined
}

/** The graph that was run; where only the editor's is there, that one. */
function graphIn(texts: Texts): Graph | null {
  const prompt = recordIn(texts, 'prompt')
  const graph = prompt ? readGraph(prompt) : null
  if (graph?.size) return graph
  const workflow = recordIn(texts, 'workflow')
  return workflow ? graphOfWorkflow(workflow) : null
}

export const comfyui: Program = {
  id: 'comfyui',
  name: 'ComfyUI',
  recognises: texts => [...(graphIn(texts)?.values() ?? [])].some(isSampler),
  read: texts => {
    const graph = graphIn(texts)
    const chosen = graph && chooseSampler(graph)
    return graph && chosen ? fromGraph(graph, chosen) : null
  },
}

type Chosen = { sampler: Node; further: Node[]; used: Set<Node> }
const samplersAtMost = 50

/** The first pass: the sampler that has no other one before it. Only what leads to a saved picture counts, if any is. */
function chooseSampler(graph: Graph): Chosen | null {
  const saving = [...graph.values()].filter(
    ({ type, inputs }) => 'filename_prefix' in inputs || /^(Save|Preview)Image/.test(type),
  )
  const saved = upstream(graph, saving)
  const used = [...saved].some(isSampler) ? saved : new Set(graph.values())
  const samplers = [...graph.values()]
    .filter(node => used.has(node) && isSampler(node))
    .slice(0, samplersAtMost)
  const first = samplers.find(
    node =>
      ![...upstream(graph, [linked(graph, node, 'latent_image')])].some(
        other => other !== node && isSampler(other),
      ),
  )
  const sampler = first ?? samplers[0]
  return sampler ? { sampler, further: samplers.filter(node => node !== sampler), used } : null
}

function fromGraph(graph: Graph, { sampler, further, used }: Chosen): Foreign {
  const guider = linked(graph, sampler, 'guider')
  const guided = guider ?? sampler
  const positive = wordsOf(
    graph,
    guided.inputs.positive ?? guided.inputs.conditioning ?? guided.inputs.cond1,
    'positive',
  )
  const negative = wordsOf(graph, guided.inputs.negative, 'negative')
  const { unmapped: sampling, ...told } = samplingTold(graph, sampler)
  const { model, loras, nodes } = modelsTold(graph, linked(graph, guided, 'model'))
  const latent = latentTold(graph, sampler)
  const [encoder] = positive.nodes
  const known = new Set([
    ...nodes,
    ...positive.nodes,
    ...negative.nodes,
    ...along(graph, linked(graph, sampler, 'sigmas'), 'sigmas'),
    linked(graph, sampler, 'sampler'),
  ])
  return foreign('comfyui', {
    ...told,
    // The words of several conditionings in one line; what else they do is listed.
    prompt: positive.texts.join(', '),
    negativePrompt: negative.texts.join(', '),
    width: latent.width,
    height: latent.height,
    model,
    loras,
    // ComfyUI draws the first noise on the processor, whatever it samples on.
    rngKind: 'cpu',
    clipSkip: clipSkipTold(graph, encoder),
    denoisingStrength: latent.fromPicture ? told.denoisingStrength : null,
    unmapped: [
      ...sampling,
      ...(positive.texts.length > 1
        ? [
            unmapped(
              'conditioning',
              `${positive.texts.length} texts`,
              'Reroll takes one prompt: their words stand one after the other',
            ),
          ]
        : []),
      ...(latent.fromPicture
        ? [unmapped('latent_image', 'a picture', 'the picture that it began from is not in the file')]
        : []),
      ...further.map(node => furtherPass(graph, node)),
      ...unread(used, known),
    ],
  })
}

function furtherPass(graph: Graph, node: Node): Unmapped {
  const { steps, denoisingStrength, sampler } = samplingTold(graph, node)
  const told = [
    node.type,
    sampler,
    steps !== null && `${steps} steps`,
    denoisingStrength !== null && `denoise ${denoisingStrength}`,
  ]
  return unmapped(`node ${node.id}`, told.filter(Boolean).join(', '), 'a further pass; Reroll draws in one')
}

/** What any picture goes through. */
const plumbing =
  /^(VAEDecode(Tiled)?|VAELoader|SaveImage.*|PreviewImage|(Dual|Triple)?CLIPLoader|Reroute|Note|MarkdownNote|Primitive.*|EmptyLatentImage|EmptySD3LatentImage|RandomNoise|CFGGuider|BasicGuider|KSamplerSelect|CLIPSetLastLayer|StringConcatenate|ConditioningZeroOut|LoadImage|VAEEncode.*)$/

function unread(used: ReadonlySet<Node>, known: ReadonlySet<Node | undefined>): Unmapped[] {
  const types = [...used]
    .filter(node => !known.has(node) && !isSampler(node) && !plumbing.test(node.type))
    .map(({ type }) => type)
  const list = [...new Set(types)].sort()
  return list.length
    ? [
        unmapped(
          'nodes',
          list.join(', '),
          'Reroll has no nodes: what these did to the picture is not carried over',
        ),
      ]
    : []
}
