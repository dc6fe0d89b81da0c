import { readContainers } from './containers.ts'
import type { AppService } from './services.ts'
import { fill, type Json, type Values } from './template.ts'

/** Where a container logs by the awslogs driver. */
export interface ContainerLog {
  group: string
  /** The start of the names of its streams. A task's id follows. */
  streams: string
}

/** The logs of a service's containers, as its task definition names them. */
export function containerLogsOf(service: AppService, values: Values): ContainerLog[] {
  const named = readContainers(service).flatMap(({ name, logConfiguration }) => {
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } =
      logConfiguration?.options ?? {}
    return logConfiguration?.logDriver === 'awslogs' && group
      ? { group, streams: `${prefix}/${name}/` }
      : []
  })
  const filled = fill(named as unknown as Json, values, `${service.name}/task-definition.json`)
  return filled as unknown as ContainerLog[]
}

/** The log groups that a service's task definition names. Without them no task starts on Fargate. */
export const logGroupsOf = (service: AppService, values: Values): string[] => [
  ...new Set(containerLogsOf(service, values).map(({ group }) => group)),
]
