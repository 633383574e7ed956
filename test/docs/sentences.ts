import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'rolldown/experimental'

/** A node of a syntax tree (ESTree), as far as it is looked into. */
type Node = { type: string; [key: string]: unknown }
type File = { path: string; nodes: Node[]; parents: Map<Node, Node>; calls: Map<string, Node[][]> }

/** What stands for everything that a sentence is filled with. */
export const gap = '…'

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** The node and everything below it. */
function all(node: Node, into: Node[] = []): Node[] {
  into.push(node)
  for (const child of childrenOf(node)) all(child, into)
  return into
}

const nameOf = (node: unknown) =>
  isNode(node) ? ((node.name ?? node.value) as string | undefined) : undefined

function parsed(path: string, text: string): File {
  const { program } = parseSync(path, text) as unknown as { program: Node }
  const nodes = all(program)
  const parents = new Map<Node, Node>()
  const calls = new Map<string, Node[][]>()
  for (const node of nodes) {
    for (const child of childrenOf(node)) parents.set(child, node)
    const name = node.type === 'CallExpression' && nameOf(node.callee)
    if (name) calls.set(name, [...(calls.get(name) ?? []), node.arguments as Node[]])
  }
  return { path, nodes, parents, calls }
}

/** What a function gives back: the body of a short one, or what its `return`s say. */
function results(node: Node): Node[] {
  const body = node.body as Node
  if (body.type !== 'BlockStatement') return [body]
  return all(body)
    .filter(({ type }) => type === 'ReturnStatement')
    .map(one => one.argument as Node)
}

/** Kinds of nodes that spell words out, rather than name them. */
const spelled = new Set(['Literal', 'TemplateLiteral', 'ConditionalExpression'])

const isFunction = ({ type }: Node) => /^(ArrowFunction|Function)/.test(type)

/** The functions and constants that a file gives names to; what properties are called counts too. */
function named({ nodes }: File): Map<string, Node[]> {
  const found = new Map<string, Node[]>()
  const add = (name: string | undefined, value: unknown) => {
    if (name && isNode(value)) found.set(name, [...(found.get(name) ?? []), value])
  }
  for (const node of nodes) {
    if (node.type === 'VariableDeclarator') add(nameOf(node.id), node.init)
    if (node.type === 'FunctionDeclaration') add(nameOf(node.id), node)
    if (node.type === 'Property') add(nameOf(node.key), node.value)
  }
  return found
}

/** The source, each file parsed when it is first asked for, since that takes its time. */
function library(root: string) {
  const paths = globSync(['shared/**/*.ts', 'engine/**/*.ts', 'main/**/*.ts', 'renderer/**/*.ts'], {
    cwd: root,
  })
  const texts = new Map(paths.sort().map(path => [path, readFileSync(join(root, path), 'utf8')]))
  const files = new Map<string, File>()
  const names = new Map<File, Map<string, Node[]>>()
  const file = (path: string): File => {
    const known = files.get(path) ?? parsed(path, texts.get(path)!)
    files.set(path, known)
    return known
  }
  const within = (one: File, name: string) => {
    const known = names.get(one) ?? named(one)
    names.set(one, known)
    return (known.get(name) ?? []).map(value => ({ file: one, value }))
  }
  const elsewhere = new Map<string, { file: File; value: Node }[]>()
  return {
    /** Those that say something themselves. */
    saying: [...texts]
      .filter(([, text]) => /StudioError|\bwarn\(|\bsay:/.test(text))
      .map(([path]) => file(path)),
    /** What a name stands for: in the same file, else wherever it is declared, or among the window's words. */
    find(name: string, from: File) {
      const here = within(from, name)
      if (here.length) return here
      const declared = new RegExp(`(?:const|function) ${name}\\b`)
      const called = new RegExp(`\\b${name}:\\s`)
      const known =
        elsewhere.get(name) ??
        [...texts]
          .filter(
            ([path, text]) =>
              declared.test(text) || (path.startsWith('renderer/strings') && called.test(text)),
          )
          .flatMap(([path]) => within(file(path), name))
      elsewhere.set(name, known)
      return known
    },
  }
}

/**
 * Every sentence that a failure or a warning may say, read from the source: what is given to `new StudioError` and to
 * `warn`, wherever it was put together, each part that is filled in as one `…`. Sorted, each once, with where it stands.
 */
export function sentences(root: string): Map<string, string> {
  const { saying: files, find } = library(root)

  /** What the parameter of a function may be: what it is called with in the same file. */
  function given(file: File, at: Node, name: string, depth: number): string[] {
    for (let node = file.parents.get(at); node; node = file.parents.get(node)) {
      const index = isFunction(node) ? (node.params as Node[]).findIndex(param => nameOf(param) === name) : -1
      if (index < 0) continue
      const called = nameOf(node.id) ?? nameOf((file.parents.get(node) as Node | undefined)?.id)
      const calls = (called && file.calls.get(called)) || []
      return calls.flatMap(given => {
        const one = given[index]
        return one && spelled.has(one.type) ? say(file, one, depth + 1) : [gap]
      })
    }
    return []
  }

  function say(file: File, node: unknown, depth = 0): string[] {
    if (!isNode(node) || depth > 5) return [gap]
    const deeper = (other: unknown) => say(file, other, depth)
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [node.value] : [gap]
      case 'TemplateLiteral': {
        const { quasis, expressions } = node as unknown as {
          quasis: { value: { cooked: string } }[]
          expressions: Node[]
        }
        return quasis.reduce<string[]>(
          (texts, { value }, i) => {
            const filled = expressions[i] ? inText(file, expressions[i], depth) : ['']
            return texts.flatMap(text => filled.map(one => text + value.cooked + one))
          },
          [''],
        )
      }
      case 'BinaryExpression':
        return deeper(node.left).flatMap(left => deeper(node.right).map(right => left + right))
      case 'ConditionalExpression':
        return [...deeper(node.consequent), ...deeper(node.alternate)]
      case 'LogicalExpression':
        return node.operator === '&&' ? deeper(node.right) : [...deeper(node.left), ...deeper(node.right)]
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'ParenthesizedExpression':
      case 'ChainExpression':
      case 'AwaitExpression':
        return deeper(node.expression ?? node.argument)
      case 'Identifier': {
        const from = given(file, node, node.name as string, depth)
        if (from.length) return from
        const known = find(node.name as string, file).filter(({ file: other }) => other === file)
        return known.length ? known.flatMap(({ value }) => say(file, value, depth + 1)) : [gap]
      }
      case 'MemberExpression':
      case 'CallExpression': {
        const callee = (node.type === 'CallExpression' ? node.callee : node) as Node
        const name = nameOf(callee.type === 'MemberExpression' ? callee.property : callee)
        const known = name
          ? find(name, file).filter(({ value }) => isFunction(value) || value.type === 'Literal')
          : []
        if (callee.type === 'MemberExpression' && known.length > 3) return [gap]
        return known.length
          ? known.flatMap(({ file: other, value }) =>
              (isFunction(value) ? results(value) : [value]).flatMap(one => say(other, one, depth + 1)),
            )
          : [gap]
      }
      default:
        return [gap]
    }
  }
  /** Within a sentence only what chooses between words is followed; the rest is filled in. */
  const inText = (file: File, node: Node, depth: number): string[] => {
    if (node.type === 'Identifier') {
      const from = given(file, node, node.name as string, depth)
      return from.some(text => text !== gap) ? from : [gap]
    }
    return node.type === 'ConditionalExpression' ? say(file, node, depth) : [gap]
  }

  const found = new Map<string, string>()
  for (const file of files)
    for (const node of file.nodes) {
      const told = node.arguments as Node[] | undefined
      const said =
        node.type === 'NewExpression' && nameOf(node.callee) === 'StudioError'
          ? told?.[1]
          : node.type === 'CallExpression' && nameOf(node.callee) === 'warn'
            ? told?.[0]
            : undefined
      // In tables of sentences they are called so.
      const row = node.type === 'Property' && nameOf(node.key) === 'say' ? (node.value as Node) : null
      const rows = row ? (isFunction(row) ? results(row) : [row]) : []
      for (const row of said ? [said] : rows)
        for (const text of say(file, row)) {
          const plain = text
            .replace(/\s+/g, ' ')
            .replace(/…[…\s]*…|…/g, gap)
            .trim()
          if (plain !== gap) found.set(plain, file.path)
          else if (!found.has(`${gap} ${file.path}`)) found.set(`${gap} ${file.path}`, file.path)
        }
    }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}
