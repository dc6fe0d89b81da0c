const services = new WeakMap<Error, string>()

/** Records the service on which a verb failed. */
export const rememberService = (error: Error, name: string) => services.set(error, name)

/** Acts on a service. Its name is known to the explanation of a failure. */
export const actOn = <T>(name: string, act: () => Promise<T>): Promise<T> =>
  act().catch((error: Error) => {
    rememberService(error, name)
    throw error
  })

export const serviceOf = (error: Error): string | undefined => services.get(error)

/** A failure with the lines that were observed: reasons of tasks, exit codes, output, events. */
export class ObservedFailure extends Error {
  readonly observed: string[]

  constructor(message: string, observed: string[]) {
    super(message)
    this.observed = observed
  }
}
