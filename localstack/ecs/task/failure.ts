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
