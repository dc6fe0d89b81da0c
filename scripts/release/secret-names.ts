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

/**
 * The ARN of a secret as a policy has it. An ARN that lacks the six random characters names the secret
 * for ECS, and not for IAM: https://github.com/aws/aws-cdk/issues/12411
 */
export const secretPattern = (arn: string): string =>
  /-[A-Za-z0-9]{6}$/.test(arn) ? arn : `${arn}-??????`
