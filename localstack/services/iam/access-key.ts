import type { StatusType } from '@aws-sdk/client-iam'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { iamState } from './state.ts'
import type { User } from './user.ts'

/** A user's long-term credentials. */
export interface AccessKey {
  UserName: string
  AccessKeyId: string
  SecretAccessKey: string
  Status: StatusType
  CreateDate: Date
}

/** The access keys of a user, oldest first. */
export const accessKeysOf = (scope: Scope, { UserName }: User): AccessKey[] =>
  [...scope.state(iamState).accessKeys.values()].filter((key) => key.UserName === UserName)

/** The access key an operation names, or AWS's NoSuchEntity. */
export function accessKeyOf(scope: Scope, user: User, id: string): AccessKey {
  const key = scope.state(iamState).accessKeys.get(id)
  if (key?.UserName !== user.UserName)
    throw awsError('NoSuchEntityException', `The Access Key with id ${id} cannot be found.`)
  return key
}
