import { randomUUID } from 'node:crypto'
import { AwsError } from '../../../kernel/errors.ts'

/** A task could not be started. The message is its `stoppedReason`. */
export class TaskFailure extends Error {
  /** The container that failed, which gets the same `reason`. */
  readonly container: string | undefined

  constructor(message: string, container?: string) {
    super(message)
    this.name = 'TaskFailure'
    this.container = container
  }
}

/** Failure to get the registry's login or the secrets. */
export const noResource = (why: string) =>
  new TaskFailure(
    `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ${why}`,
  )

/** Makes an AWS call for a task. An error of AWS becomes the task's failure. */
export function calling<T>(call: () => T, failure: (error: AwsError) => TaskFailure): T {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw failure(error)
  }
}

/** Formats an AWS error as the SDK that ECS uses does. */
export const formatAsSdk = ({ code, message, status = 400 }: AwsError) =>
  `${code}: ${message} status code: ${status}, request id: ${randomUUID()}`
