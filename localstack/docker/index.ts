/** The Docker Engine, over its API. */
export interface Docker {
  /** Where the engine listens: a path or `host:port`. */
  readonly endpoint: string
}

/** Connects to an engine's API socket. */
export const dockerAt = (endpoint: string): Docker => ({ endpoint })
