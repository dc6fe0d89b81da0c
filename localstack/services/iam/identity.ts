import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { sortByName } from './list.ts'
import { checkedPolicyArn, findPolicy, missingPolicy } from './policy.ts'
import type { PolicyHolder, Boundary } from './records.ts'

/** The member that a permissions boundary, when given, adds to an identity. */
export function boundaryOf(
  scope: Scope,
  arn: string | undefined,
): { PermissionsBoundary?: Boundary | undefined } {
  if (arn === undefined) return {}
  if (!findPolicy(scope, checkedPolicyArn(arn)))
    throw missingPolicy(
      arn,
      awsError('NoSuchEntityException', `Scope ARN: ${arn} does not exist or is not attachable.`),
    )
  // The model has `PermissionsBoundaryPolicy`; AWS answers `Policy`.
  const PermissionsBoundaryType = 'Policy' as 'PermissionsBoundaryPolicy'
  return { PermissionsBoundary: { PermissionsBoundaryType, PermissionsBoundaryArn: arn } }
}

/** The inline policy an operation names, as written, or NoSuchEntity. */
export function requireInlinePolicy(
  kind: 'role' | 'user' | 'group',
  identity: PolicyHolder,
  name: string,
): string {
  const text = identity.inlinePolicies.get(name)
  if (text === undefined)
    throw awsError('NoSuchEntityException', `The ${kind} policy with name ${name} cannot be found.`)
  return text
}

/** An identity can be deleted only when nothing is attached to it. */
export function checkNothingAttached({ attachedPolicies, inlinePolicies }: PolicyHolder): void {
  if (attachedPolicies.size > 0)
    throw awsError(
      'DeleteConflictException',
      'Cannot delete entity, must detach all policies first.',
    )
  if (inlinePolicies.size > 0)
    throw awsError('DeleteConflictException', 'Cannot delete entity, must delete policies first.')
}

/** An identity's managed policies by name, below a path. */
export function attachedPoliciesOf(scope: Scope, identity: PolicyHolder, pathPrefix: string) {
  const policies = [...identity.attachedPolicies].map((arn) => findPolicy(scope, arn)!)
  return sortByName(policies, ({ PolicyName }) => PolicyName)
    .filter(({ Path }) => Path.startsWith(pathPrefix))
    .map(({ PolicyName, Arn }) => ({ PolicyName, PolicyArn: Arn }))
}
