import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { AppService } from './services.ts'
import { fill, type Json, readTemplate, type Values } from './template.ts'

/** The log groups that a service's task definition names. Without them no task starts on Fargate. */
export function logGroupsOf({ name }: AppService, values: Values): string[] {
  const file = `${name}/task-definition.json`
  const { containerDefinitions = [] } = readTemplate(
    file,
  ) as unknown as RegisterTaskDefinitionCommandInput
  const named = containerDefinitions.flatMap(({ logConfiguration }) =>
    logConfiguration?.logDriver === 'awslogs'
      ? (logConfiguration.options?.['awslogs-group'] ?? [])
      : [],
  )
  return [...new Set(fill(named as Json, values, file) as string[])]
}
