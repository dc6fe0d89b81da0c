/** As long as Node waits for a body: a registry may copy a large layer before it answers. */
const defaultPatience = 300_000

/** Ends a request that makes no progress. */
export class Patience {
  readonly #aborting = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(host: string, ms = defaultPatience) {
    const seconds = ms / 1000
    this.#timer = setTimeout(
      () => this.#aborting.abort(new Error(`${host} made no progress for ${seconds} s`)),
      ms,
    )
  }

  get signal(): AbortSignal {
    return this.#aborting.signal
  }

  /** A body that is sent: each of its parts is progress. */
  watch<T>(body: ReadableStream<T>): ReadableStream<T> {
    return body.pipeThrough(
      new TransformStream<T, T>({
        transform: (part, controller) => {
          this.#timer.refresh()
          controller.enqueue(part)
        },
      }),
    )
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}
