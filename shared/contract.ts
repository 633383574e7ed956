import type * as z from 'zod'

/** One request: validated input, typed output, optional stream of events. */
export interface Method<I extends z.ZodType = z.ZodType, O = unknown, E = unknown> {
  readonly input: I
  /** Types only: nothing is stored under these two keys. */
  readonly output?: O
  readonly event?: E
}

export type Contract = Record<string, Method>

/** Declares a method: the output and event types are given, the input's follows from its schema. */
export const method =
  <O, E = never>() =>
  <I extends z.ZodType>(input: I): Method<I, O, E> => ({ input })

export type Input<M extends Method> = z.input<M['input']>
export type Parsed<M extends Method> = z.output<M['input']>
export type Output<M extends Method> = M extends Method<z.ZodType, infer O, unknown> ? O : never
export type Event<M extends Method> = M extends Method<z.ZodType, unknown, infer E> ? E : never

export type Context<E> = { signal: AbortSignal; emit: (event: E) => void }

/** What the serving side must implement: a missing handler does not compile. */
export type Handlers<C extends Contract> = {
  [N in keyof C]: (input: Parsed<C[N]>, context: Context<Event<C[N]>>) => Output<C[N]> | Promise<Output<C[N]>>
}

export type CallOptions<E> = { signal?: AbortSignal | undefined; onEvent?: ((event: E) => void) | undefined }

/** What the calling side gets. */
export type Client<C extends Contract> = <N extends keyof C & string>(
  name: N,
  input: Input<C[N]>,
  options?: CallOptions<Event<C[N]>>,
) => Promise<Output<C[N]>>
