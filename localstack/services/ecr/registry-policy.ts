import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidEcrParameter } from './invalid.ts'
import { isResourcePolicy } from './repository-policy.ts'
import { registrySettings } from './state.ts'

/** A registry policy is like a repository's, and names the repositories it is about. */
export function checkRegistryPolicy(text: string): void {
  if (!isResourcePolicy(text, { service: 'ecr', namesResource: true }))
    throw invalidEcrParameter('PolicyText', 'Invalid registry policy provided')
}

/** The policy of a registry, or ECR's error. */
export function requireRegistryPolicy(scope: Scope): string {
  const { policyText } = scope.state(registrySettings)
  if (policyText !== undefined) return policyText
  throw awsError(
    'RegistryPolicyNotFoundException',
    `Registry policy does not exist in the registry with id '${scope.account}'`,
  )
}
