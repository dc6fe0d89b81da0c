/** An AWS error as a value: operations throw it, the protocol encodes it once at the edge. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number | undefined

  constructor(code: string, message: string, status?: number) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
  }
}

/**
 * Makes an error an operation can throw. `code` is the shape's name in the model
 * (`RepositoryNotFoundException`), or the bare code where the model has no error shapes (EC2);
 * the model then gives the code on the wire. `status` overrides the model's, default 400.
 */
export const awsError = (code: string, message: string, status?: number) =>
  new AwsError(code, message, status)

/** Makes the 501 for a feature that AWS has and the emulator lacks. */
export const notImplemented = (what: string) =>
  awsError(
    'InternalFailure',
    `The embedded emulator does not implement ${what}. See docs/coverage.md for what it does.`,
    501,
  )
