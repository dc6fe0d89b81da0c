import { arn } from '../../../kernel/arn.ts'
import { DockerError } from '../../../docker/index.ts'
import { appendLogEvents, findLogStream } from '../../logs/public.ts'
import type { EngineScope } from '../../service.ts'
import { defineRuntime } from '../../../kernel/runtime.ts'
import type { ContainerDefinitionRecord, ContainerRecord, TaskRecord } from '../records.ts'
import type { Agent } from './agent.ts'
import { type LogDestination, logDestination } from './awslogs.ts'
import { asExecutionRole } from './execution-role.ts'

interface Following {
  task: TaskRecord
  container: ContainerDefinitionRecord
  record: ContainerRecord
}

/** Starts to copy a running container's output to its log stream, if it has one. */
export function followOutput(agent: Agent, scope: EngineScope, following: Following): void {
  const { task, container, record } = following
  const destination = logDestination(container, task)
  if (!destination) return
  warnOfIgnored(scope, container)
  const write = writerTo(scope, task, destination)
  agent.copyOutput(record.dockerId!, copy(scope, record, { write, signal: agent.closed }))
}

const warned = defineRuntime<Set<string>>({
  per: 'emulator',
  initial: () => new Set(),
})

/** Each line is an event, also with options that join several. */
function warnOfIgnored(scope: EngineScope, { logConfiguration }: ContainerDefinitionRecord): void {
  for (const option of ['awslogs-datetime-format', 'awslogs-multiline-pattern']) {
    if (!logConfiguration?.options?.[option] || scope.runtime(warned).has(option)) continue
    scope.runtime(warned).add(option)
    scope.log('ecs', `${option} is accepted and has no effect here: each line is an event`)
  }
}

interface Event {
  timestamp: number
  message: string
}

/** Writes output with the execution role. Output that cannot be written is lost, which is logged once. */
function writerTo(scope: EngineScope, task: TaskRecord, { region, group, stream }: LogDestination) {
  const logs = scope.inAccount(scope.account, region)
  const resource = arn(logs, 'logs', `log-group:${group}:log-stream:${stream}`)
  let said = false
  return (events: Event[]) => {
    if (!findLogStream(logs, group, stream)) return
    try {
      asExecutionRole(scope, task, { action: 'logs:PutLogEvents', resource }, () =>
        appendLogEvents(logs, { group, stream }, events),
      )
    } catch (error) {
      if (!said) scope.log('ecs', `the output of ${stream} is lost: ${(error as Error).message}`)
      said = true
    }
  }
}

interface Copying {
  write: (events: Event[]) => void
  signal: AbortSignal
}

/** Time before Docker is asked again after an error, in ms. */
const pause = 1000

/** Docker's status codes for a container that does not exist or is being removed. */
const gone = [404, 409]

/** Copies a container's output until the container or the emulator stops. Connects again if the connection drops. */
async function copy(
  scope: EngineScope,
  container: ContainerRecord,
  copying: Copying,
): Promise<void> {
  for (;;) {
    try {
      await copyAsItComes(scope, container, copying)
      const found = await scope.docker.containers.inspect(container.dockerId!)
      if (!found?.State.Running) return
    } catch (error) {
      if (copying.signal.aborted) return
      if (error instanceof DockerError && gone.includes(error.status)) return
      if (error instanceof DockerError && error.status > 0) throw error
    }
    await new Promise<void>((resolve) => scope.clock.race(pause, resolve))
  }
}

/** Stores lines that arrive together in one write. */
async function copyAsItComes(
  { docker }: EngineScope,
  container: ContainerRecord,
  { write, signal }: Copying,
): Promise<void> {
  let waiting: Event[] = []
  let waitingUntil = container.logsReadUntil
  const flush = () => {
    if (waiting.length === 0) return
    write(waiting)
    waiting = []
    container.logsReadUntil = waitingUntil
  }
  const readUntil = container.logsReadUntil
  try {
    for await (const line of docker.logs(container.dockerId!, readUntil, signal)) {
      if (line.since === readUntil) continue
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ timestamp: line.timestamp.getTime(), message: line.message })
      waitingUntil = line.since
    }
  } finally {
    flush()
  }
}
