import type { ExecuteCommandCommandInput, ExecuteCommandCommandOutput } from '@aws-sdk/client-ecs'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { findTask } from '../task/task.ts'

/** There is no Session Manager channel here. The error contains an equivalent command. */
export const ExecuteCommand: Operation<ExecuteCommandCommandInput, ExecuteCommandCommandOutput> = (
  { cluster: reference, task: taskReference, container: name, command, interactive },
  call,
) => {
  const cluster = requireCluster(call, reference)
  const task = findTask(call, cluster, taskReference)
  if (!task) throw invalidParameter('The referenced task was not found.')
  if (!interactive) throw invalidParameter('Interactive is the only mode supported currently.')
  const container = task.containers.find((each) => name === undefined || each.name === name)
  if (!container) throw invalidParameter(`Unable to find the container ${name} in the task.`)
  if (!task.enableExecuteCommand || container.lastStatus !== 'RUNNING')
    throw invalidParameter(
      'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
    )
  throw awsError(
    'InternalFailure',
    `The embedded emulator has no session channel for ExecuteCommand. Run: docker exec -it ${container.dockerId!.slice(0, 12)} ${command}`,
    501,
  )
}
