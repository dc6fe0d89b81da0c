import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { isOurs, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import type { DesiredRole } from '../release/roles.ts'
import { differences } from '../release/same.ts'
import type { Json } from '../release/template.ts'

export async function findRole({ aws, app }: Context, name: string) {
  const found = await unlessMissing(
    aws.iam.send(new GetRoleCommand({ RoleName: name })),
    'NoSuchEntityException',
  )
  const role = found?.Role
  return (
    role && {
      arn: role.Arn!,
      trust: decode(role.AssumeRolePolicyDocument),
      ours: isOurs(app, role.Tags),
    }
  )
}

/** Makes a role's trust policy and inline policies exactly those of `.aws/policies`. Returns its ARN. */
export async function ensureRole(context: Context, desired: DesiredRole): Promise<string> {
  const role = await findRole(context, desired.name)
  const arn = role?.arn ?? (await createRole(context, desired))
  if (role) await ensureTrust(context, desired, role.trust)
  await ensurePolicies(context, desired, role !== undefined)
  return arn
}

async function createRole({ aws, app, changes }: Context, desired: DesiredRole): Promise<string> {
  return changes.create(`role ${desired.name}`, async () => {
    const { Role } = await aws.iam.send(
      new CreateRoleCommand({
        RoleName: desired.name,
        Description: desired.description,
        AssumeRolePolicyDocument: JSON.stringify(desired.trust),
        Tags: tagList(app),
      }),
    )
    return Role!.Arn
  })
}

async function ensureTrust({ aws, changes }: Context, { name, trust }: DesiredRole, present: Json) {
  const changed = differences(present, trust)
  if (changed.length === 0) return changes.unchanged(`role ${name}`)
  const update = new UpdateAssumeRolePolicyCommand({
    RoleName: name,
    PolicyDocument: JSON.stringify(trust),
  })
  await changes.update(`trust of role ${name}`, () => aws.iam.send(update), changed)
}

async function ensurePolicies(context: Context, { name, policies }: DesiredRole, exists: boolean) {
  const { aws, changes } = context
  const present = exists ? await readPolicies(context, name) : {}
  for (const [policy, document] of Object.entries(policies)) {
    const what = `policy ${policy} of role ${name}`
    const put = async () => {
      await aws.iam.send(
        new PutRolePolicyCommand({
          RoleName: name,
          PolicyName: policy,
          PolicyDocument: JSON.stringify(document),
        }),
      )
      return policy
    }
    if (present[policy] === undefined) await changes.create(what, put)
    else await changes.converge(what, differences(present[policy], document), put)
  }
  for (const policy of Object.keys(present).filter((found) => !(found in policies)))
    await changes.remove(`policy ${policy} of role ${name}`, true, () =>
      deletePolicy(context, name, policy),
    )
}

async function readPolicies({ aws }: Context, role: string): Promise<Record<string, Json>> {
  const { PolicyNames = [] } = await aws.iam.send(new ListRolePoliciesCommand({ RoleName: role }))
  const policies: Record<string, Json> = {}
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await aws.iam.send(
      new GetRolePolicyCommand({ RoleName: role, PolicyName }),
    )
    policies[PolicyName] = decode(PolicyDocument)
  }
  return policies
}

/** IAM returns documents percent-encoded. */
const decode = (document: string | undefined): Json => JSON.parse(decodeURIComponent(document!))

const deletePolicy = ({ aws }: Context, role: string, policy: string) =>
  aws.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: policy }))

export async function removeRole(context: Context, name: string): Promise<void> {
  const { aws, changes } = context
  const role = await findRole(context, name)
  if (!role) return
  await changes.remove(`role ${name}`, role.ours, async () => {
    for (const policy of Object.keys(await readPolicies(context, name)))
      await deletePolicy(context, name, policy)
    await aws.iam.send(new DeleteRoleCommand({ RoleName: name }))
  })
}
