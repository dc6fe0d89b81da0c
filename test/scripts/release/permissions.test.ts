import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { ECSClient, StopTaskCommand } from '@aws-sdk/client-ecs'
import { IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { readApp } from '../../../scripts/release/app.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { rolesOf } from '../../../scripts/release/roles.ts'
import type { Json } from '../../../scripts/release/template.ts'
import { compareUse } from '../../../scripts/rehearse/policy-use.ts'
import { describeFailedTasks } from '../../../scripts/failure/failed-tasks.ts'
import { findServiceDeployment } from '../../../scripts/resources/service-deployment.ts'
import { listTasks } from '../../../scripts/resources/task.ts'
import { exchange, githubToken } from '../../support/github.ts'
import { requestsAt } from '../../support/identity.ts'
import { neededPermissions } from '../../support/needed-permissions.ts'
import { makeServer, removeApps } from '../../support/release.ts'
import { addScaling } from '../../support/settings.ts'
import { openEmulator, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

/**
 * Every statement and every condition of the shipped policies is needed: without the statement, or
 * with another value in the condition, one step of a release fails with AWS's error.
 */

const target = await openEmulator({ enforceIam: true })
const checkout = makeServer()
const root = process.cwd()
process.chdir(checkout)
let capacity = 3
addScaling(capacity)
const registries = { private: appIn('private'), public: appIn('public') }
type Registry = keyof typeof registries

/** An app of its own for each of the registries that it may be pushed to. */
function appIn(ECR_VISIBILITY: 'private' | 'public') {
  const APP_NAME = unique('shop')
  const env = { ...process.env, APP_NAME, ECR_VISIBILITY, AWS_SESSION_TOKEN: '' }
  const app = readApp({ APP_NAME, ECR_VISIBILITY, GITHUB_REPOSITORY: 'octo/shop' })
  const roles = rolesOf(app, { APP_NAME, ACCOUNT_ID: '000000000000', REGION: 'us-east-1' })
  return { env, app, roles }
}
const iam = new IAMClient(target.config)
const claims = {
  push: { repository: 'octo/shop', ref: 'refs/heads/main' },
  deploy: { repository: 'octo/shop', environment: 'production' },
}
type Part = keyof typeof claims

/** One of an app's two roles. */
interface Role {
  registry: Registry
  part: Part
}

const roleOf = ({ registry, part }: Role) => registries[registry].roles[part]

before(async () => {
  for (const [registry, { env }] of Object.entries(registries)) {
    const made = { target, env: { ...env, GITHUB_REPOSITORY: 'octo/shop' } }
    const { code, stderr } = await callVerb('bootstrap', made)
    assert.equal(code, 0, stderr)
    await release(registry as Registry)
  }
})
after(async () => {
  await removeApps(
    target,
    Object.values(registries).map(({ env }) => env),
  )
  process.chdir(root)
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** The credentials of a role, for one of GitHub's jobs. */
async function credentialsOf(role: Role) {
  const token = await githubToken(target, claims[role.part])
  const { Credentials } = await exchange(
    target,
    `arn:aws:iam::000000000000:role/${roleOf(role).name}`,
    token,
  )
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!
  return {
    accessKeyId: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  }
}

const steps = {
  identity: async (role: Role) => void (await credentialsOf(role)),
  push: (role: Role) => verb('push', role, [], unique('revision')),
  register: (role: Role) => verb('register', role, ['--force']),
  deploy: (role: Role) => {
    // What is unchanged needs no permission.
    addScaling(++capacity)
    return verb('deploy', role)
  },
  smoke: (role: Role) => verb('smoke', role),
  rollback: async (role: Role) => {
    // The first release has none before it.
    await verb('rollback', role, ['--dry-run']).catch((error: Error) =>
      assert.match(error.message, /no earlier deployment/),
    )
    await verb('rollback', role, ['--dry-run', `--to=${released}`])
  },
  diagnose: async (role: Role) => {
    const { app } = registries[role.registry]
    const config = { ...target.config, credentials: await credentialsOf(role) }
    const aws = { ecs: new ECSClient(config), logs: new CloudWatchLogsClient(config) }
    const context = { app, aws } as unknown as Context
    const [task] = await listTasks(context, app.services[0]!, 'RUNNING')
    const root = new ECSClient(target.config)
    await root.send(new StopTaskCommand({ cluster: app.name, task: task!.taskArn! }))
    const rollout = { service: app.services[0]!, taskDefinition: task!.taskDefinitionArn! }
    const lines = await describeFailedTasks(context, rollout)
    await findServiceDeployment(context, 'server', 'ecs-svc/1')
    const unread = lines.find((line) => line.includes('cannot be read'))
    if (unread) throw new Error(unread)
  },
}
type StepName = keyof typeof steps

const released = 'released'

async function verb(name: string, role: Role, flags: string[] = [], revision = released) {
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsOf(role)
  const { code, stderr } = await callVerb(name, {
    target,
    flags,
    env: {
      ...registries[role.registry].env,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      RELEASE_VERSION: 'test',
      RELEASE_REVISION: revision,
    },
  })
  if (code !== 0) throw new Error(stderr)
}

/** Runs what a role does in a release. */
async function walk(role: Role) {
  const names: StepName[] =
    role.part === 'push'
      ? ['identity', 'push']
      : ['identity', 'register', 'deploy', 'smoke', 'diagnose', 'rollback']
  for (const name of names) await steps[name](role)
}

async function release(registry: Registry) {
  await verb('push', { registry, part: 'push' })
  for (const part of ['push', 'deploy'] as const) await walk({ registry, part })
}

interface Statement {
  Sid: string
  Condition?: Record<string, Record<string, Json>>
}
const statementsIn = (policy: Json) => (policy as unknown as { Statement: Statement[] }).Statement

const put = (RoleName: string, PolicyName: string, Statement: Statement[]) =>
  iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  )

/** A policy has to have a statement. */
const unneeded = { Sid: 'Unneeded', Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' }

/** Asserts that a changed policy stops the step that needs the missing permission. */
async function assertFails(
  role: Role,
  policy: string,
  { sid, statements }: { sid: string; statements: Statement[] },
) {
  const { name, policies } = roleOf(role)
  const [step, permission] =
    neededPermissions[`${role.registry === 'public' ? 'public ' : ''}${policy} ${sid}`] ?? []
  assert.ok(step, `${policy} ${sid} has no line in this test's table`)
  await put(name, policy, statements.length > 0 ? statements : [unneeded])
  try {
    await assert.rejects(steps[step as StepName](role), {
      message: new RegExp(
        `User: arn:aws:sts::000000000000:assumed-role/${name}/GitHub is not authorized to perform: ${permission} (on resource: \\S+ )?because no identity-based policy allows the ${permission} action`,
      ),
    })
  } finally {
    await put(name, policy, statementsIn((policies as Record<string, Json>)[policy]!))
  }
}

const rare = [
  // A policy was removed from the file.
  'application-autoscaling:DeleteScalingPolicy',
]
/** The first release of an account creates the service-linked role. */
const rareIn = { private: rare, public: [...rare, 'iam:CreateServiceLinkedRole'] }

for (const registry of ['private', 'public'] as const)
  test(`with the shipped policies the next release from a ${registry} repository passes all its steps, and two use all of them`, async () => {
    await release(registry)
    const { push, deploy } = registries[registry].roles
    const uses = compareUse([push, deploy], await requestsAt(target))
    const unused = uses.flatMap((use) => use.unused.map(({ action }) => action))
    assert.deepEqual(
      unused.filter((action) => !rareIn[registry].includes(action)),
      [],
    )
  })

/** The policies in which a public repository differs, and all of a private one's. */
const cases: [role: Role, policies: string[]][] = [
  [{ registry: 'private', part: 'push' }, ['push']],
  [{ registry: 'private', part: 'deploy' }, ['deploy', 'diagnose', 'find-image']],
  [{ registry: 'public', part: 'push' }, ['push']],
  [{ registry: 'public', part: 'deploy' }, ['find-image']],
]

for (const [role, policies] of cases)
  for (const policy of policies) {
    const all = statementsIn((roleOf(role).policies as Record<string, Json>)[policy]!)
    // The service-linked role is created once in an account.
    for (const statement of all.filter(({ Sid }) => Sid !== 'ScalingRole')) {
      const { Sid: sid, Condition = {} } = statement
      test(`${role.registry}: policy ${policy} without ${sid} stops one step`, () =>
        assertFails(role, policy, { sid, statements: all.filter((one) => one !== statement) }))

      for (const [operator, keys] of Object.entries(Condition))
        for (const key of Object.keys(keys))
          test(`${role.registry}: policy ${policy} with another ${key} in ${sid} stops the same step`, () => {
            const value = operator.startsWith('Arn') ? 'arn:aws:ecs:r:1:cluster/x' : 'nobody'
            const other = { ...statement, Condition: { [operator]: { [key]: value } } }
            const statements = all.map((one) => (one === statement ? other : one))
            return assertFails(role, policy, { sid, statements })
          })
    }
  }

test('every policy of the two roles is tried', () => {
  for (const part of ['push', 'deploy'] as const) {
    const [, tried] = cases.find(([role]) => role.registry === 'private' && role.part === part)!
    assert.deepEqual(tried, Object.keys(registries.private.roles[part].policies))
  }
})

for (const part of ['push', 'deploy'] as const) {
  const role: Role = { registry: 'private', part }
  const { name, trust } = roleOf(role) as unknown as {
    name: string
    trust: { Statement: Required<Statement>[] }
  }
  const [statement] = trust.Statement as [Required<Statement>]
  const set = (Condition: object) =>
    iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: name,
        PolicyDocument: JSON.stringify({ ...trust, Statement: [{ ...statement, Condition }] }),
      }),
    )
  for (const key of Object.keys(statement.Condition.StringEquals!))
    test(`the ${part} role with another ${key} in its trust cannot be assumed`, async () => {
      await set({ StringEquals: { ...statement.Condition.StringEquals, [key]: 'nobody' } })
      await assert.rejects(steps.identity(role), {
        message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      })
      await set(statement.Condition)
    })
}
