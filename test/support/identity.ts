import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts'
import type { IamRequest } from '../../scripts/rehearse/policy-use.ts'
import { type Target, unique } from './target.ts'

/** Credentials in the form the SDK's clients take. */
export interface Keys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** A role made for a test, and what calls in its name need. */
export interface TestRole {
  name: string
  arn: string
  /** The ARN of its session, as AWS's messages name it. */
  session: string
  config: Target['config'] & { credentials: Keys }
}

/** A policy of one or more statements, as text. */
export const policyOf = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

/** One statement that allows actions on a resource. */
export const allow = (Action: string | string[], Resource: string | string[] = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
})

export const trustOf = (principal: object) =>
  policyOf({ Effect: 'Allow', Principal: principal, Action: ['sts:AssumeRole', 'sts:TagSession'] })

/** Makes a role that may do what the statements say, and assumes it. */
export async function actAs(
  target: Target,
  statements: object[],
  session: Partial<AssumeRoleCommandInput> = {},
): Promise<TestRole> {
  const iam = new IAMClient(target.config)
  const name = unique('role')
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: trustOf({ AWS: '000000000000' }),
    }),
  )
  if (statements.length > 0)
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: 'rights',
        PolicyDocument: policyOf(...statements),
      }),
    )
  return assume(target, { name, arn: Role!.Arn! }, session)
}

/** Assumes a role as a user who may, since the account's root may not. */
export async function assume(
  target: Target,
  { name, arn }: Pick<TestRole, 'name' | 'arn'>,
  session: Partial<AssumeRoleCommandInput> = {},
): Promise<TestRole> {
  const { Credentials, AssumedRoleUser } = await new STSClient(await userOf(target)).send(
    new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'session', ...session }),
  )
  return {
    name,
    arn,
    session: AssumedRoleUser!.Arn!,
    config: {
      ...target.config,
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      },
    },
  }
}

const users = new WeakMap<Target, Promise<TestRole['config']>>()

/** The configuration of a user of a target who may assume every role. */
function userOf(target: Target): Promise<TestRole['config']> {
  const user = users.get(target) ?? createUser(target)
  users.set(target, user)
  return user
}

async function createUser(target: Target): Promise<TestRole['config']> {
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  await iam.send(new CreateUserCommand({ UserName }))
  const PolicyDocument = policyOf(allow('sts:*'))
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'assume', PolicyDocument }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { AccessKeyId, SecretAccessKey } = AccessKey!
  const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey! }
  return { ...target.config, credentials }
}

/** Every question that was put to IAM since the target started. */
export async function requestsAt({ url }: Target): Promise<IamRequest[]> {
  const response = await fetch(`${url}/_localstack/iam/requests`)
  return (await response.json()) as IamRequest[]
}
