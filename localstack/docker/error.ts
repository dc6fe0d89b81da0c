/** An engine's answer that is an error, with the engine's own sentence. */
export class DockerError extends Error {
  /** HTTP status; 0 when no engine answered, or not to the end. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'DockerError'
    this.status = status
  }
}

/** Ignores errors that mean that there is nothing to do (404 removed, 409 in progress). */
export function unless(...statuses: number[]): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof DockerError && statuses.includes(error.status)) return undefined
    throw error
  }
}

/** True if an error only means that the engine is unreachable, which {@link Outage} logs. */
export const isOutage = (error: unknown): boolean =>
  error instanceof DockerError && error.status === 0

export function unreachable(endpoint: string, error: NodeJS.ErrnoException): DockerError {
  if (error instanceof DockerError) return error
  const why = error.code === 'EACCES' ? 'this user may not use it' : (error.code ?? error.message)
  return new DockerError(0, `No Docker engine answers at ${endpoint} (${why}).`)
}

export const silent = (endpoint: string, ms: number): DockerError =>
  new DockerError(0, `The Docker engine at ${endpoint} has not answered for ${ms / 1000} s.`)
