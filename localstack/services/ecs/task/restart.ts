import type { EngineScope } from '../../service.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import type { Agent } from './agent.ts'
import { followOutput } from './output.ts'
import { containerDefinitionOf } from './restart-policy.ts'

/** Starts an exited container again. It keeps its files and its log stream. */
export async function restart(
  agent: Agent,
  scope: EngineScope,
  task: TaskRecord,
  record: ContainerRecord,
): Promise<void> {
  await agent.outputCopied(record.dockerId!)
  await scope.docker.containers.start(record.dockerId!)
  record.startedAt = scope.clock.now()
  record.restartCount = (record.restartCount ?? 0) + 1
  if (record.healthStatus) record.healthStatus = 'UNKNOWN'
  followOutput(agent, scope, {
    task,
    container: containerDefinitionOf(scope, task, record.name),
    record,
  })
}
