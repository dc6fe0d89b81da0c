import { parseArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { groupsOfUser } from './group.ts'
import { findPolicy } from './policy.ts'
import type { NamedPolicy } from './simulate.ts'
import { iamState, iamGroupsOf } from './state.ts'
import type { PolicyHolder } from './records.ts'

type Kind = 'user' | 'group' | 'role'

type NamedHolder = PolicyHolder & { Arn: string }

/** A managed policy's text in its default version. */
export function managedText(scope: Scope, arn: string): string | undefined {
  const policy = findPolicy(scope, arn)
  return policy?.versions.get(policy.DefaultVersionId)?.document
}

/** Every policy that hangs on an identity itself, inline ones first. */
export function policiesOn(scope: Scope, holder: NamedHolder, kind: Kind): NamedPolicy[] {
  const owner = holder.Arn.split('/').at(-1)
  const inline = [...holder.inlinePolicies].map(([name, text]) => ({
    name: `${kind}_${owner}_${name}`,
    text,
  }))
  const attached = [...holder.attachedPolicies].flatMap((arn) => {
    const text = managedText(scope, arn)
    return text === undefined ? [] : [{ name: arn.split('/').at(-1)!, text }]
  })
  return [...inline, ...attached]
}

/** Every identity-based policy of a user, group or role; a user's groups' too. */
export function sourcePolicies(scope: Scope, arn: string): NamedPolicy[] {
  const { kind, name, holder } = holderAt(scope, arn)
  const groups = kind === 'user' ? groupsOfUser(scope, name) : []
  return [
    ...policiesOn(scope, holder, kind),
    ...groups.flatMap((group) => policiesOn(scope, group, 'group')),
  ]
}

/** The permissions boundary of a user or role, if it has one. */
export function boundaryText(scope: Scope, arn: string): string[] {
  const { holder } = holderAt(scope, arn)
  const boundary = holder.PermissionsBoundary?.PermissionsBoundaryArn
  const text = boundary === undefined ? undefined : managedText(scope, boundary)
  return text === undefined ? [] : [text]
}

function holderAt(scope: Scope, arn: string) {
  const [, kind, name = ''] =
    /^(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(parseArn(arn)?.resource ?? '') ?? []
  if (kind === undefined)
    throw awsError(
      'InvalidInputException',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    )
  const { roles, users } = scope.state(iamState)
  const holders: Record<string, Map<string, NamedHolder>> = {
    role: roles,
    user: users,
    group: iamGroupsOf(scope),
  }
  const holder = holders[kind]!.get(name)
  if (!holder)
    throw awsError('NoSuchEntityException', `The ${kind} with name ${name} cannot be found.`)
  return { kind: kind as Kind, name, holder }
}
