import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { AppService } from './services.ts'
import { readTemplate } from './template.ts'

/** Reads the containers of a service's task definition, with their placeholders. */
export function readContainers({ name }: AppService): ContainerDefinition[] {
  const json = readTemplate(`${name}/task-definition.json`)
  const { containerDefinitions = [] } = json as unknown as RegisterTaskDefinitionCommandInput
  return containerDefinitions
}
