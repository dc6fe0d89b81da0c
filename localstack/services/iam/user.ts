import type { User } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Call, Scope } from '../../kernel/scope.ts'
import { iamState } from './state.ts'
import type { UserRecord } from './records.ts'

/** The user an operation names, or NoSuchEntity. */
export function requireUser(scope: Scope, name: string): UserRecord {
  const user = scope.state(iamState).users.get(name)
  if (!user) throw awsError('NoSuchEntityException', `The user with name ${name} cannot be found.`)
  return user
}

/** The user an operation names, or else the user who calls. */
export function requireUserOrCaller(call: Call, name: string | undefined): UserRecord {
  if (name !== undefined) return requireUser(call, name)
  const caller = [...call.state(iamState).users.values()].find(({ Arn }) => Arn === call.caller.arn)
  if (!caller)
    throw awsError(
      'ValidationError',
      'Must specify userName when calling with non-User credentials',
    )
  return caller
}

/** True if the caller is the account's root user, whose operations may leave out the name of a user. */
export const isRootCaller = ({ caller }: Call): boolean => caller.arn.endsWith(':root')

/** The account's root user as GetUser shows it, without a name and a path. */
export const rootToApi = ({ caller, account }: Call): User =>
  ({ UserId: account, Arn: caller.arn, CreateDate: accountCreated }) as User

/** An account's age is not known here, and any will do. */
const accountCreated = new Date('2020-01-01T00:00:00Z')

/** A user as GetUser shows it. */
export const userToApi = (user: UserRecord): User => ({
  ...userToListedApi(user),
  ...(user.Tags.length > 0 && { Tags: user.Tags }),
  ...(user.PermissionsBoundary && { PermissionsBoundary: user.PermissionsBoundary }),
})

/** A user as ListUsers shows it. */
export const userToListedApi = ({ Path, UserName, UserId, Arn, CreateDate }: UserRecord): User => ({
  Path,
  UserName,
  UserId,
  Arn,
  CreateDate,
})
