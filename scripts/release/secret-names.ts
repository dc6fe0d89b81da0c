import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { AppService } from './services.ts'
import { fill, type Json, readTemplate, type Values } from './template.ts'

/** What the containers of a service get from Parameter Store and Secrets Manager: `valueFrom` without a JSON key. */
export function secretsOf({ name }: AppService, values: Values): string[] {
  const file = `${name}/task-definition.json`
  const { containerDefinitions = [] } = readTemplate(
    file,
  ) as unknown as RegisterTaskDefinitionCommandInput
  const named = containerDefinitions.flatMap(
    ({ secrets = [], logConfiguration, repositoryCredentials }) => [
      ...[...secrets, ...(logConfiguration?.secretOptions ?? [])].map(
        ({ valueFrom }) => valueFrom!,
      ),
      ...(repositoryCredentials ? [repositoryCredentials.credentialsParameter!] : []),
    ],
  )
  const filled = fill(named as Json, values, file) as string[]
  return [...new Set(filled.map((valueFrom) => valueFrom.split(':').slice(0, 7).join(':')))]
}
