import { arn, parseArn } from '../../../kernel/arn.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { clientError, invalidParameter } from '../errors.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import { ecsOf } from '../state.ts'

export const taskDefinitionArn = (scope: Scope, family: string, revision: number) =>
  arn(scope, 'ecs', `task-definition/${family}:${revision}`)

/** Returns true for `family:revision` and an ARN with a revision. */
export const hasRevision = (reference: string): boolean =>
  /^[^:]+:[^:]+$/.test(parseArn(reference)?.resource ?? reference)

/** Finds a revision by `family`, `family:revision` or ARN; a family alone means its latest active one. */
export function findTaskDefinition(
  scope: Scope,
  reference: string,
): TaskDefinitionRecord | undefined {
  const parsed = parseArn(reference)
  if (parsed && parsed.region !== scope.region) throw invalidParameter('Invalid Region in ARN')
  if (parsed && parsed.account !== scope.account) return undefined
  const name = parsed ? parsed.resource.replace(/^task-definition\//, '') : reference
  const [family = '', revision] = name.split(':')
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(family))
    throw clientError('Family contains invalid characters.')
  if (revision !== undefined && !/^[1-9]\d*$/.test(revision))
    throw clientError(`Invalid revision number. Number: ${revision}`)
  const revisions = ecsOf(scope).families.get(family)
  return revision === undefined ? latestActive(revisions) : revisions?.get(Number(revision))
}

function latestActive(
  revisions = new Map<number, TaskDefinitionRecord>(),
): TaskDefinitionRecord | undefined {
  for (let revision = revisions.size; revision > 0; revision--)
    if (revisions.get(revision)?.status === 'ACTIVE') return revisions.get(revision)
  return undefined
}

/** Returns the active revision for a new task or service, or throws ECS's error. */
export function requireRunnable(scope: Scope, reference: string): TaskDefinitionRecord {
  const found = findTaskDefinition(scope, reference)
  if (!found) throw clientError('TaskDefinition not found.')
  if (found.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive')
  return found
}

/** Returns the revision that a stored record names. */
export function requireTaskDefinition(scope: Scope, arn: string): TaskDefinitionRecord {
  const found = findTaskDefinition(scope, arn)
  if (!found) throw invalidParameter(`The task definition ${arn} is gone.`)
  return found
}
