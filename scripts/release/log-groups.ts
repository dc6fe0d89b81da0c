import { readContainers } from './containers.ts'
import type { AppService } from './services.ts'
import { fill, type Json, type Values } from './template.ts'

/** The log groups that a service's task definition names. Without them no task starts on Fargate. */
export function logGroupsOf(service: AppService, values: Values): string[] {
  const named = readContainers(service).flatMap(({ logConfiguration }) =>
    logConfiguration?.logDriver === 'awslogs'
      ? (logConfiguration.options?.['awslogs-group'] ?? [])
      : [],
  )
  const filled = fill(named as Json, values, `${service.name}/task-definition.json`) as string[]
  return [...new Set(filled)]
}
