import { readContainers } from './containers.ts'
import type { AppService } from './services.ts'
import { fill, type Json, type Values } from './template.ts'

/** What the containers of a service get from Parameter Store and Secrets Manager: `valueFrom` without a JSON key. */
export function secretsOf(service: AppService, values: Values): string[] {
  const named = readContainers(service).flatMap(
    ({ secrets = [], logConfiguration, repositoryCredentials }) => [
      ...[...secrets, ...(logConfiguration?.secretOptions ?? [])].map(
        ({ valueFrom }) => valueFrom!,
      ),
      ...(repositoryCredentials ? [repositoryCredentials.credentialsParameter!] : []),
    ],
  )
  const filled = fill(named as Json, values, `${service.name}/task-definition.json`) as string[]
  return [...new Set(filled.map((valueFrom) => valueFrom.split(':').slice(0, 7).join(':')))]
}
