import type { ExecuteCommandCommandInput, ExecuteCommandCommandOutput } from '@aws-sdk/client-ecs'
import { awsError } from '../../../kernel/errors.ts'
import type { Call } from '../../../kernel/scope.ts'
import type { Operation } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { agentFault } from '../exec/agent.ts'
import { makeSession } from '../exec/sessions.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { findTask } from '../task/task.ts'

/** Makes a session of Session Manager. Its data channel is `exec/channel.ts`. */
export const ExecuteCommand: Operation<ExecuteCommandCommandInput, ExecuteCommandCommandOutput> = (
  { cluster: reference, task: taskReference, container: name, command, interactive },
  call,
) => {
  const cluster = requireCluster(call, reference)
  const task = findTask(call, cluster, taskReference)
  if (!task) throw invalidParameter('The referenced task was not found.')
  if (!interactive) throw invalidParameter('Interactive is the only mode supported currently.')
  const container = containerOf(task, name)
  if (!task.enableExecuteCommand || container.lastStatus !== 'RUNNING')
    throw invalidParameter(
      'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
    )
  const fault = agentFault(call, task, container)
  if (fault !== undefined) {
    call.log('ecs', `ExecuteCommand: the agent of ${task.taskArn} is not connected: ${fault}`)
    // As in github.com/aws/aws-cli/issues/6562 and 6070.
    throw awsError(
      'TargetNotConnectedException',
      'The execute command failed due to an internal error. Try again later.',
    )
  }
  const { id, token } = makeSession(call, { dockerId: container.dockerId!, command })
  return {
    clusterArn: task.clusterArn,
    containerArn: container.containerArn,
    containerName: container.name,
    interactive,
    session: { sessionId: id, streamUrl: streamUrl(call, id), tokenValue: token },
    taskArn: task.taskArn,
  }
}

function containerOf({ containers }: TaskRecord, name: string | undefined): ContainerRecord {
  if (name === undefined && containers.length > 1)
    throw invalidParameter(
      'The container name has to be specified for a task with multiple containers.',
    )
  const found = containers.find((each) => name === undefined || each.name === name)
  if (!found) throw invalidParameter(`Unable to find the container ${name} in the task.`)
  return found
}

/** A client that knows AWS by its own names is led here by those. */
function streamUrl({ endpoint, host, region }: Call, id: string): string {
  const path = `/v1/data-channel/${id}?role=publish_subscribe`
  return endpoint.startsWith('localhost:')
    ? `ws://${host}${path}`
    : `wss://ssmmessages.${region}.amazonaws.com${path}`
}
