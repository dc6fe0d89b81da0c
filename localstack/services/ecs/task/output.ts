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

/** Begins to copy what a running container says to its log stream, where it has one. */
export function followOutput(agent: Agent, scope: EngineScope, following: Following): void {
  const { task, container, record } = following
  const destination = logDestination(container, task)
  if (!destination) return
  sayIgnored(scope, container)
  const write = writerTo(scope, task, destination)
  agent.copyOutput(record.dockerId!, copy(scope, record, { write, signal: agent.closed }))
}

const said = defineRuntime<Set<string>>({
  per: 'emulator',
  initial: () => new Set(),
})

/** Each line is an event here, also where several were to be one. */
function sayIgnored(scope: EngineScope, { logConfiguration }: ContainerDefinitionRecord): void {
  for (const option of ['awslogs-datetime-format', 'awslogs-multiline-pattern']) {
    if (!logConfiguration?.options?.[option] || scope.runtime(said).has(option)) continue
    scope.runtime(said).add(option)
    scope.log('ecs', `${option} is accepted and has no effect here: each line is an event`)
  }
}

interface Event {
  timestamp: number
  message: string
}

/** Output that cannot be written, as without permission of the execution role, is lost; the log says so once. */
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

/** The engine may be away so long, in ms, before it is asked again. */
const pause = 1000

/** What the engine answers of a container that is not there, or is being removed. */
const gone = [404, 409]

/** Copies a container's output until the container or the emulator ends, also when the engine's connection drops. */
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

/** Lines that come together are stored together; the last words too. */
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
