import type { EngineScope } from '../../service.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ContainerDefinitionRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { containerSpec } from './container-spec.ts'
import { TaskFailure } from './failure.ts'
import type { PulledImage } from './image.ts'
import type { Namespace } from './namespace.ts'
import { followOutput } from './output.ts'
import type { SecretValues } from './secrets.ts'
import { taskId } from './task-id.ts'
import { endpointVariables } from './endpoint-variables.ts'

interface Starting {
  scope: EngineScope
  task: TaskRecord
  container: ContainerDefinitionRecord
  image: PulledImage
  namespace: Namespace
  secrets: SecretValues
}

/** Creates and starts a container of a task. */
export async function startContainer(
  agent: Agent,
  { scope, task, container, image, namespace, secrets }: Starting,
): Promise<void> {
  const record = task.containers.find(({ name }) => name === container.name)!
  const { endpoint } = await agent.network()
  const { settings, docker } = agent.emulator
  const { volumes = [] } = requireTaskDefinition(scope, task.taskDefinitionArn)
  record.metadataId ??= randomUUID()
  task.credentialsId ??= randomUUID()
  const spec = containerSpec(container, {
    scope,
    task,
    image,
    network: namespace.network,
    endpoint: settings.taskEndpoint ? endpoint : undefined,
    variables: endpoint ? endpointVariables(scope, task, record) : [],
    labels: agent.labelsOf(task, scope, container.name),
    volumes: Object.fromEntries(volumes.map(({ name = '' }) => [name, volumeName(task, name)])),
    secrets,
  })
  record.dockerId = await docker.containers.create(containerName(task, container), spec)
  record.runtimeId = `${taskId(task)}-${parseInt(record.dockerId.slice(0, 8), 16)}`
  await namespace.ready
  await docker.containers.start(record.dockerId).catch((error: Error) => {
    throw new TaskFailure(`CannotStartContainerError: ${error.message}`, container.name)
  })
  record.startedAt = scope.clock.now()
  if (record.lastStatus === 'PENDING') record.lastStatus = 'RUNNING'
  followOutput(agent, scope, { task, container, record })
}

/** Docker's name of a task's volume. */
export const volumeName = (task: TaskRecord, name: string) => `ls-ecs-${taskId(task)}-${name}`

function containerName(task: TaskRecord, { name }: ContainerDefinitionRecord): string {
  const cluster = task.clusterArn.split('/').at(-1)
  const index = task.containers.findIndex((container) => container.name === name) + 1
  return `ls-ecs-${cluster}-${taskId(task)}-${index}-${randomBytes(3).toString('hex')}`
}
