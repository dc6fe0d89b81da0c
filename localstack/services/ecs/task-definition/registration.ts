import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { Given } from '../../service.ts'

export type Registration = Given<RegisterTaskDefinitionCommandInput>
export type ContainerInput = NonNullable<Registration['containerDefinitions']>[number]
