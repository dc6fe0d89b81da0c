import { randomUUID } from 'node:crypto'
import { AwsError } from '../../../kernel/errors.ts'

/** Why a task could not be started, in the words of its `stoppedReason`. */
export class TaskFailure extends Error {
  /** The container at fault, whose `reason` says the same. */
  readonly container: string | undefined

  constructor(message: string, container?: string) {
    super(message)
    this.name = 'TaskFailure'
    this.container = container
  }
}

/** What ECS needs before it can start anything: the registry's login and the secrets. */
export const noResource = (why: string) =>
  new TaskFailure(
    `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ${why}`,
  )

/** Makes a call of AWS for a task; what AWS says against it becomes the task's failure. */
export function calling<T>(call: () => T, failure: (error: AwsError) => TaskFailure): T {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw failure(error)
  }
}

/** An error of AWS as the SDK that ECS uses tells it. */
export const toldBySdk = ({ code, message, status = 400 }: AwsError) =>
  `${code}: ${message} status code: ${status}, request id: ${randomUUID()}`
