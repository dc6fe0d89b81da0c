import { isEcrImage } from '../../ecr/public.ts'
import type { EngineScope } from '../../service.ts'
import type {
  ContainerDefinitionRecord,
  ContainerRecord,
  TaskDefinitionRecord,
  TaskRecord,
} from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import type { Agent } from './agent.ts'
import { logDestination, openLogStream } from './awslogs.ts'
import { dependenciesMet, UnmetDependency } from './dependencies.ts'
import { type EcrLogin, ecrLogin } from './ecr-pull.ts'
import { TaskFailure } from './failure.ts'
import { type PulledImage, pullImage } from './image.ts'
import { type Namespace, openNamespace } from './namespace.ts'
import { roleFault, rolesOf } from './roles.ts'
import { readSecrets, type SecretValues } from './secrets.ts'
import { startContainer, volumeName } from './start-container.ts'
import { requestStop, setStatus } from './task.ts'
import { checkSupported } from './unsupported.ts'

interface Launching {
  scope: EngineScope
  task: TaskRecord
  definition: TaskDefinitionRecord
}

/** Starts the containers of a PENDING task, or stops the task if one cannot be started. */
export async function launch(agent: Agent, scope: EngineScope, task: TaskRecord): Promise<void> {
  const launching = {
    scope,
    task,
    definition: requireTaskDefinition(scope, task.taskDefinitionArn),
  }
  try {
    const { login, secrets } = acquire(launching)
    const images = await pullImages(agent, launching, login)
    await agent.watch()
    await createVolumes(agent, launching)
    const namespace = await openNamespace(agent, scope, task)
    await Promise.all(
      launching.definition.containerDefinitions.map((container) =>
        startInTurn(agent, { ...launching, container, namespace, images, secrets }),
      ),
    )
  } catch (error) {
    failToStart(scope, task, error as Error)
  }
  conclude(scope, task)
}

interface Acquired {
  login: EcrLogin | undefined
  secrets: SecretValues
}

/** Gets what ECS needs before it pulls: roles, the registry's login, secrets, log streams. */
function acquire({ scope, task, definition }: Launching): Acquired {
  const fault = roleFault(scope, rolesOf(task.overrides, definition))
  if (fault) throw new TaskFailure(fault)
  const needsLogin = definition.containerDefinitions.some(({ image }) => isEcrImage(image))
  const login = needsLogin ? ecrLogin(scope, task) : undefined
  const secrets = readSecrets(scope, task, definition.containerDefinitions)
  checkSupported(definition, task.overrides)
  for (const container of definition.containerDefinitions) {
    const destination = logDestination(container, task)
    if (destination) openLogStream(scope, task, { destination, container })
  }
  return { login, secrets }
}

async function pullImages(
  agent: Agent,
  { scope, task, definition }: Launching,
  login: EcrLogin | undefined,
): Promise<Map<string, PulledImage>> {
  task.pullStartedAt = scope.clock.now()
  task.connectivity = 'CONNECTED'
  task.connectivityAt = scope.clock.now()
  const images = new Map<string, PulledImage>()
  for (const container of definition.containerDefinitions) {
    const pinned = task.pinnedImages?.get(container.name) ?? container.image
    const wanted = { ...container, image: pinned }
    const image = await pullImage(agent, { scope, task, container: wanted, definition, login })
    images.set(container.name, image)
    recordOf(task, container).imageDigest = image.digest
  }
  task.pullStoppedAt = scope.clock.now()
  return images
}

async function createVolumes(agent: Agent, { scope, task, definition }: Launching): Promise<void> {
  for (const { name } of definition.volumes ?? [])
    await scope.docker.volumes.create(volumeName(task, name!), agent.labelsOf(task, scope, ''))
}

interface Starting extends Launching {
  container: ContainerDefinitionRecord
  namespace: Namespace
  images: Map<string, PulledImage>
  secrets: SecretValues
}

/** Starts a container once its dependencies are met. A dependency that can never be met stops it. */
async function startInTurn(agent: Agent, starting: Starting): Promise<void> {
  const { scope, task, container, definition, images } = starting
  const containers = definition.containerDefinitions
  try {
    if (await dependenciesMet(agent, { scope, task, container, containers }))
      await startContainer(agent, { ...starting, image: images.get(container.name)! })
  } catch (error) {
    if (error instanceof UnmetDependency)
      stopUnstarted(scope, task, recordOf(task, container), error)
    else failToStart(scope, task, error as Error)
  }
}

/** Stops a container that was never started, with the exit code of SIGTERM. An essential one stops the task. */
function stopUnstarted(
  scope: EngineScope,
  task: TaskRecord,
  record: ContainerRecord,
  { message }: Error,
): void {
  record.lastStatus = 'STOPPED'
  record.exitCode = 143
  record.reason = message
  if (record.essential)
    requestStop(scope, task, { stopCode: 'TaskFailedToStart', reason: 'Task failed to start' })
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
function failToStart(scope: EngineScope, task: TaskRecord, error: Error): void {
  const reason =
    error instanceof TaskFailure ? error.message : `CannotCreateContainerError: ${error.message}`
  const culprit = task.containers.find(
    ({ name }) => error instanceof TaskFailure && name === error.container,
  )
  if (culprit) culprit.reason = reason
  requestStop(scope, task, { stopCode: 'TaskFailedToStart', reason })
}

/** A task is RUNNING when all its containers were started. Otherwise it stops. */
function conclude(scope: EngineScope, task: TaskRecord): void {
  const failed = task.stopCode === 'TaskFailedToStart'
  if (!failed && task.containers.every(({ lastStatus }) => lastStatus !== 'PENDING')) {
    setStatus(task, 'RUNNING')
    task.startedAt = scope.clock.now()
    return
  }
  const runs = task.containers.some(({ lastStatus }) => lastStatus === 'RUNNING')
  setStatus(task, runs ? 'STOPPING' : 'DEPROVISIONING')
}

const recordOf = (task: TaskRecord, { name }: ContainerDefinitionRecord): ContainerRecord =>
  task.containers.find((container) => container.name === name)!
