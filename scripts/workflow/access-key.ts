import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam'
import type { Json } from '../release/template.ts'
import { parseExpression, readsOf, sourcesIn } from './expression.ts'
import type { Step, Workflow } from './model.ts'

/** The names of the secrets that a workflow uses as access keys. */
export interface KeySecrets {
  ids: string[]
  secrets: string[]
}

/** Finds the secrets by the input that takes them, or by their names, which are the SDK's or end so. */
export function keySecretsOf(workflows: Workflow[]): KeySecrets {
  const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))
  const given = (input: string) => secretsIn(steps.map((step) => step.with[input] ?? ''))
  const mappings = workflows.flatMap(({ env, jobs }) => [
    env,
    ...Object.values(jobs).flatMap((job) => [
      job.env,
      job.with,
      job.secrets === 'inherit' ? {} : job.secrets,
      ...job.steps.flatMap(mappingsOf),
    ]),
  ])
  const read = secretsIn(mappings.flatMap((one) => Object.values(one)))
  return {
    ids: [...given('aws-access-key-id'), ...read.filter((name) => name.endsWith('ACCESS_KEY_ID'))],
    secrets: [
      ...given('aws-secret-access-key'),
      ...read.filter((name) => name.endsWith('SECRET_ACCESS_KEY')),
    ],
  }
}

const mappingsOf = ({ env, with: inputs, run = '' }: Step) => [env, inputs, { run }]

const secretsIn = (texts: string[]): string[] =>
  texts
    .flatMap(sourcesIn)
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
  iam: IAMClient,
  UserName: string,
  policies: Record<string, Json>,
): Promise<{ id: string; secret: string }> {
  await removeUser(iam, UserName)
  await iam.send(new CreateUserCommand({ UserName }))
  // Inline policies of a user may have 2,048 characters together.
  for (const [name, policy] of Object.entries(policies)) {
    const PolicyDocument = JSON.stringify(policy)
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: `${UserName}-${name}`, PolicyDocument }),
    )
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy!.Arn! }))
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  return { id: AccessKey!.AccessKeyId!, secret: AccessKey!.SecretAccessKey! }
}

/** Removes the user of an earlier rehearsal. */
export async function removeUser(iam: IAMClient, UserName: string): Promise<void> {
  try {
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }))
    for (const { AccessKeyId } of AccessKeyMetadata!)
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKeyId! }))
    const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))
    for (const { PolicyArn } of AttachedPolicies!) {
      await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: PolicyArn! }))
      await iam.send(new DeletePolicyCommand({ PolicyArn: PolicyArn! }))
    }
    await iam.send(new DeleteUserCommand({ UserName }))
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error
  }
}
