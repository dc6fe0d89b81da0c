import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUserPoliciesCommand,
  NoSuchEntityException,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import type { Json } from '../release/template.ts'
import { parseExpression, readsOf, sourcesIn } from './expression.ts'
import type { Step, Workflow } from './model.ts'

/** The names of the secrets that a workflow uses as access keys. */
export interface KeySecrets {
  ids: string[]
  secrets: string[]
}

export function keySecretsOf(workflows: Workflow[]): KeySecrets {
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
  return {
    ids: steps.flatMap((step) => secretsIn(step, 'aws-access-key-id')),
    secrets: steps.flatMap((step) => secretsIn(step, 'aws-secret-access-key')),
  }
}

const secretsIn = (step: Step, input: string): string[] =>
  sourcesIn(step.with[input] ?? '')
    .flatMap((source) => readsOf(parseExpression(source)))
    .flatMap(({ context, member }) => (context === 'secrets' && member ? [member] : []))

/** Gives those secrets an access key. */
export const secretsWith = (
  { ids, secrets }: KeySecrets,
  key: { id: string; secret: string },
): Record<string, string> => ({
  ...Object.fromEntries(ids.map((name) => [name, key.id])),
  ...Object.fromEntries(secrets.map((name) => [name, key.secret])),
})

/** Creates a user of the emulator with these permissions, and an access key for it. */
export async function createAccessKey(
  UserName: string,
  policies: Record<string, Json>,
): Promise<{ id: string; secret: string }> {
  const iam = new IAMClient()
  await removeUser(UserName)
  await iam.send(new CreateUserCommand({ UserName }))
  for (const [PolicyName, policy] of Object.entries(policies))
    await iam.send(
      new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: JSON.stringify(policy) }),
    )
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  return { id: AccessKey!.AccessKeyId!, secret: AccessKey!.SecretAccessKey! }
}

/** Removes the user of an earlier rehearsal. */
export async function removeUser(UserName: string): Promise<void> {
  const iam = new IAMClient()
  try {
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }))
    for (const { AccessKeyId } of AccessKeyMetadata!)
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKeyId! }))
    const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName }))
    for (const PolicyName of PolicyNames!)
      await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }))
    await iam.send(new DeleteUserCommand({ UserName }))
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error
  }
}
