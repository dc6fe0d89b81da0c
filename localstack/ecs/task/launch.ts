import type { ContainerDependency } from '@aws-sdk/client-ecs'
import { randomBytes } from 'node:crypto'
import type { Scope } from '../../operation.ts'
import {
  type ContainerDefinition,
  type TaskDefinition,
  taskDefinitionOf,
} from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { logDestination, openLogStream, pumpLogs } from './awslogs.ts'
import { containerSpec } from './container-spec.ts'
import { TaskFailure } from './failure.ts'
import { type PulledImage, pullImage } from './image.ts'
import { bindInterface, namespaceOf } from './namespace.ts'
import { startLevels } from './start-order.ts'
import { requestStop, setStatus, type Task, type TaskContainer, taskId } from './task.ts'

/** Brings a PENDING task to RUNNING, or to its end when it cannot be started. */
export async function launch(agent: Agent, scope: Scope, task: Task): Promise<void> {
  const definition = taskDefinitionOf(scope, task.taskDefinitionArn)
  try {
    openLogStreams(agent, definition, scope, task)
    const images = await pullImages(agent, { scope, task, definition })
    await agent.watch()
    await createVolumes(agent, { scope, task, definition })
    for (const level of startLevels(definition.containerDefinitions))
      for (const container of level) {
        await dependenciesMet(agent, task, container)
        if (task.desiredStatus === 'STOPPED') break
        await startContainer(agent, { scope, task, container, image: images.get(container.name)! })
      }
    setStatus(task, 'RUNNING')
    task.startedAt = scope.clock.now()
  } catch (error) {
    failToStart(scope, task, error as Error)
  }
}

function openLogStreams(agent: Agent, definition: TaskDefinition, scope: Scope, task: Task): void {
  for (const container of definition.containerDefinitions) {
    const destination = logDestination(container, task)
    if (destination)
      openLogStream(agent.emulator.scope(scope.account, destination.region), destination, container)
  }
}

interface Launching {
  scope: Scope
  task: Task
  definition: TaskDefinition
}

async function pullImages(
  agent: Agent,
  { scope, task, definition }: Launching,
): Promise<Map<string, PulledImage>> {
  task.pullStartedAt = scope.clock.now()
  task.connectivity = 'CONNECTED'
  task.connectivityAt = scope.clock.now()
  const images = new Map<string, PulledImage>()
  for (const container of definition.containerDefinitions) {
    const pinned = task.pinnedImages?.[container.name] ?? container.image
    const wanted = { ...container, image: pinned }
    const image = await pullImage(scope, wanted, definition, agent.emulator.port())
    images.set(container.name, image)
    recordOf(task, container).imageDigest = image.digest
  }
  task.pullStoppedAt = scope.clock.now()
  return images
}

async function createVolumes(agent: Agent, { scope, task, definition }: Launching): Promise<void> {
  for (const { name } of definition.volumes ?? []) {
    const volume = volumeName(task, name!)
    await scope.docker.volumes.create(volume, agent.labelsOf(task, scope, ''))
    task.dockerVolumes.push(volume)
  }
}

const volumeName = (task: Task, name: string) => `ls-ecs-${taskId(task)}-${name}`

interface Starting {
  scope: Scope
  task: Task
  container: ContainerDefinition
  image: PulledImage
}

async function startContainer(
  agent: Agent,
  { scope, task, container, image }: Starting,
): Promise<void> {
  const record = recordOf(task, container)
  const { endpoint } = await agent.network()
  const { settings, docker } = agent.emulator
  const spec = containerSpec(container, {
    scope,
    task,
    image: image.reference,
    network: await namespaceOf(agent, scope, task),
    endpoint: settings.taskEndpoint ? endpoint : undefined,
    labels: agent.labelsOf(task, scope, container.name),
    volumes: Object.fromEntries(
      (container.mountPoints ?? []).map(({ sourceVolume = '' }) => [
        sourceVolume,
        volumeName(task, sourceVolume),
      ]),
    ),
  })
  record.dockerId = await docker.containers.create(containerName(task, container), spec)
  record.runtimeId = `${taskId(task)}-${parseInt(record.dockerId.slice(0, 8), 16)}`
  await docker.containers.start(record.dockerId).catch((error: Error) => {
    throw new TaskFailure(`CannotStartContainerError: ${error.message}`, container.name)
  })
  if (record.lastStatus === 'PENDING') record.lastStatus = 'RUNNING'
  if (!task.pauseId) await bindInterface(agent, scope, task, record.dockerId)
  const destination = logDestination(container, task)
  if (destination) {
    const logScope = agent.emulator.scope(scope.account, destination.region)
    agent.copyOutput(
      record.dockerId,
      pumpLogs(logScope, destination, { container: record, signal: agent.closed }),
    )
  }
}

function containerName(task: Task, { name }: ContainerDefinition): string {
  const cluster = task.clusterArn.split('/').at(-1)
  const index = task.containers.findIndex((container) => container.name === name) + 1
  return `ls-ecs-${cluster}-${taskId(task)}-${index}-${randomBytes(3).toString('hex')}`
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
async function dependenciesMet(
  agent: Agent,
  task: Task,
  { name, dependsOn = [], startTimeout }: ContainerDefinition,
): Promise<void> {
  const timeout = Promise.withResolvers<'late'>()
  const cancel = startTimeout
    ? agent.emulator.clock.race(startTimeout * 1000, () => timeout.resolve('late'))
    : () => {}
  for (const dependency of dependsOn)
    while (!isMet(task, dependency) && task.desiredStatus === 'RUNNING')
      if ((await Promise.race([agent.changed, timeout.promise])) === 'late')
        throw new TaskFailure('Task failed to start', name)
  cancel()
}

function isMet(task: Task, { containerName, condition }: ContainerDependency): boolean {
  const { lastStatus, healthStatus, exitCode } = task.containers.find(
    ({ name }) => name === containerName,
  )!
  if (condition === 'START') return lastStatus !== 'PENDING'
  if (condition === 'HEALTHY') return healthStatus === 'HEALTHY'
  if (lastStatus !== 'STOPPED') return false
  if (condition === 'SUCCESS' && exitCode !== 0)
    throw new TaskFailure(
      `CannotStartContainerError: dependency graph: container ${containerName} did not end successfully`,
      containerName,
    )
  return true
}

const recordOf = (task: Task, { name }: ContainerDefinition): TaskContainer =>
  task.containers.find((container) => container.name === name)!

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
function failToStart(scope: Scope, task: Task, error: Error): void {
  const reason =
    error instanceof TaskFailure ? error.message : `CannotCreateContainerError: ${error.message}`
  const culprit = task.containers.find(
    ({ name }) => error instanceof TaskFailure && name === error.container,
  )
  if (culprit) culprit.reason = reason
  requestStop(scope, task, { stopCode: 'TaskFailedToStart', reason })
  setStatus(task, 'DEPROVISIONING')
}
