import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { invalidEcrParameter } from './invalid.ts'
import { serviceOf } from './public-registry.ts'
import type { RepositoryRecord } from './records.ts'

/** A repository policy is an IAM policy that names who, and leaves the resource to the repository. */
export function checkRepositoryPolicy(scope: Scope, text: string): void {
  if (!isResourcePolicy(text, { service: serviceOf(scope), namesResource: false }))
    throw invalidEcrParameter('PolicyText', 'Invalid repository policy provided')
}

interface Kind {
  service: string
  /** True if statements name their resources; false if the policy is attached to its only resource. */
  namesResource: boolean
}

/** True if a text is a policy of a repository or of a registry. */
export const isResourcePolicy = (text: string, kind: Kind): boolean =>
  [parse(text)?.Statement].flat().every((statement) => isStatement(statement, kind))

interface Policy {
  Statement?: unknown
}

function parse(text: string): Policy | undefined {
  try {
    return JSON.parse(text) as Policy
  } catch {
    return undefined
  }
}

function isStatement(value: unknown, { service, namesResource }: Kind): boolean {
  if (typeof value !== 'object' || value === null) return false
  const statement = value as Record<string, unknown>
  const actions = [statement.Action ?? statement.NotAction].flat()
  return (
    (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
    (statement.Principal ?? statement.NotPrincipal) !== undefined &&
    (statement.Resource !== undefined) === namesResource &&
    actions.every((action) => typeof action === 'string' && isActionOf(service, action))
  )
}

const isActionOf = (service: string, action: string) =>
  action === '*' || new RegExp(`^${service}:[\\w*?]+$`, 'i').test(action)

/** The policy of a repository, or ECR's error. */
export function requireRepositoryPolicy({
  policyText,
  repositoryName,
  registryId,
}: RepositoryRecord): string {
  if (policyText !== undefined) return policyText
  throw awsError(
    'RepositoryPolicyNotFoundException',
    `Repository policy does not exist for the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
  )
}
