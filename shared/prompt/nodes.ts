/** A part of a prompt, from `start` up to `end`, in UTF-16 units of the text. */
export type Place = { start: number; end: number }

/** A stretch of the text and what stands in it, in order; what no node covers is read as it is. */
export type Span = Place & { nodes: PromptNode[] }

export type PromptNode = Place &
  (
    | {
        kind: 'weight'
        bracket: '(' | '['
        /** What it multiplies the weight of its words by. */
        factor: number
        inner: Span
        /** The bracket at the other end; absent where it was never closed. */
        closed: boolean
      }
    /** `[from:to:when]`: other words after a step. */
    | { kind: 'schedule'; from: Span | null; to: Span; when: number }
    /** `[a|b]`: one after another, step by step. */
    | { kind: 'alternate'; options: Span[] }
    /** `{2::a|b}`: one of them, by the seed. */
    | { kind: 'choice'; options: { weight: number; span: Span }[] }
    /** `__name__`: a line of a file, by the seed. */
    | { kind: 'wildcard'; name: string }
    | { kind: 'lora'; name: string }
    | { kind: 'embedding'; name: string }
    /** `\(`: the sign itself. */
    | { kind: 'escape' }
    | { kind: 'comment' }
    | { kind: 'break' }
    /** `AND`: what follows is another prompt, drawn together with this one. */
    | { kind: 'and' }
    /** The weight of a prompt beside others: `AND a dog :0.8`. */
    | { kind: 'share'; weight: number }
  )

/** What may not be meant as it is read, in one sentence. */
export type Hint = Place & { message: string }

export type ParsedPrompt = Span & { hints: Hint[] }
