import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { readApp } from '../../../scripts/release/app.ts'
import { readPolicies } from '../../../scripts/release/policies.ts'
import { type DesiredRole, rolesOf, taskRolesOf } from '../../../scripts/release/roles.ts'
import type { Json } from '../../../scripts/release/template.ts'
import { compareUse } from '../../../scripts/rehearse/policy-use.ts'
import { actAs, requestsAt, type TestRole } from '../../support/identity.ts'
import { makeServer, removeApps } from '../../support/release.ts'
import { addRule, addScaling, addSecret } from '../../support/settings.ts'
import { openEmulator, unique } from '../../support/target.ts'
import { until } from '../../support/until.ts'
import { callVerb, type Outcome } from '../../support/verb.ts'

/**
 * Every statement of the tasks' roles and every condition of their trust policies is needed: without
 * it `deploy` fails, and reports AWS's error as the reason why no task started. The permissions that
 * an administrator needs while tasks run are tested here too.
 */

const target = await openEmulator({ enforceIam: true })
const APP_NAME = unique('shop')
const values = { APP_NAME, ACCOUNT_ID: '000000000000', REGION: 'us-east-1' }
const checkout = makeServer()
const root = process.cwd()
process.chdir(checkout)
addSecret('KEY')
addRule()
addScaling(3)
const app = readApp({ APP_NAME, GITHUB_REPOSITORY: 'octo/shop' })
const { execution } = rolesOf(app, values)
const [task] = taskRolesOf(app, values) as [DesiredRole]
const iam = new IAMClient(target.config)
const released = { APP_NAME, RELEASE_VERSION: 'test', RELEASE_REVISION: 'released' }
const call = (verb: string, ...flags: string[]) =>
  callVerb(verb, { target, flags, env: { ...process.env, ...released } })

const { Statement: administrator } = readPolicies(app, { ...values, GITHUB_SUBJECTS: [] })
  .administrator as unknown as {
  Statement: { Sid: string; Action: string | string[]; Condition?: object | undefined }[]
}
const otherCondition = { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:us-east-1:1:cluster/x' } }

let admin: TestRole

const callAs = ({ config }: TestRole, verb: string, ...flags: string[]) =>
  callVerb(verb, {
    target,
    flags,
    input: 'value',
    env: {
      APP_NAME,
      AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
      AWS_SESSION_TOKEN: config.credentials.sessionToken,
    },
  })

const succeeded = ({ code, stderr }: Outcome) => assert.equal(code, 0, stderr)

before(async () => {
  admin = await actAs(target, administrator)
  succeeded(await callAs(admin, 'bootstrap'))
  succeeded(await callAs(admin, 'secret', 'put', 'KEY'))
  for (const verb of ['push', 'register', 'deploy']) succeeded(await call(verb))
})
after(async () => {
  await removeApps(target, [{ APP_NAME }])
  process.chdir(root)
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

for (const [what, change] of [
  ['without SeeTasks', () => []],
  ['with another ecs:cluster in SeeTasks', (it) => [{ ...it, Condition: otherCondition }]],
] satisfies [string, (seeTasks: object) => object[]][])
  test(`${what} an administrator is not shown the tasks that run`, async () => {
    const statements = administrator.flatMap<object>((one) =>
      one.Sid === 'SeeTasks' ? change(one) : one,
    )
    const role = await actAs(target, statements)
    const { code, stderr } = await callAs(role, 'status')
    assert.equal(code, 1)
    const denied = `User: ${role.session} is not authorized to perform: ecs:ListTasks on resource: arn:aws:ecs:us-east-1:000000000000:container-instance/${APP_NAME}/* because no identity-based policy allows the ecs:ListTasks action`
    assert.ok(stderr.includes(denied), stderr)
  })

/** Asserts that a new revision cannot be deployed, and that the reason of its tasks is reported. */
async function assertNotDeployed(reason: RegExp) {
  succeeded(await call('register', '--force'))
  const { code, lines, stderr } = await call('deploy')
  assert.equal(code, 1, stderr)
  assert.match(lines.join('\n'), reason)
}

const put = (Statement: object[]) =>
  iam.send(
    new PutRolePolicyCommand({
      RoleName: execution.name,
      PolicyName: 'execution',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  )

const { Statement: statements } = execution.policies.execution as unknown as {
  Statement: { Sid: string }[]
}

/** A task's reason without each statement, up to AWS's message, and the missing permission. */
const needed: Record<string, [reason: string, right: string]> = {
  LogIn: [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time\\(s\\)',
    'ecr:GetAuthorizationToken',
  ],
  Pull: [
    'CannotPullContainerError: pull image manifest has been retried 1 time\\(s\\): failed to resolve ref \\S+',
    'ecr:BatchGetImage',
  ],
  ReadParameters: [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time\\(s\\)',
    'ssm:GetParameters',
  ],
  WriteLogs: [
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream',
    'logs:CreateLogStream',
  ],
}

for (const statement of statements)
  test(`without ${statement.Sid} the execution role cannot start a task`, async () => {
    const [reason, right] = needed[statement.Sid] ?? []
    assert.ok(reason, `${statement.Sid} has no line in this test's table`)
    await put(statements.filter((one) => one !== statement))
    try {
      await assertNotDeployed(
        new RegExp(
          `${reason}: AccessDeniedException: User: ${execution.name}/\\w+ is not authorized to perform: ${right} on resource: \\S+ because no identity-based policy allows the ${right} action`,
        ),
      )
    } finally {
      await put(statements)
    }
  })

for (const { name, trust } of [execution, task])
  test(`with another aws:SourceAccount in the trust of ${name} no task starts`, async () => {
    const trusting = (policy: Json) =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: name,
          PolicyDocument: JSON.stringify(policy),
        }),
      )
    const text = JSON.stringify(trust)
    await trusting(JSON.parse(text.replace('"000000000000"', '"111111111111"')) as Json)
    try {
      await assertNotDeployed(
        new RegExp(
          `ECS was unable to assume the role '${name}' that was provided for this task\\. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role\\.`,
        ),
      )
    } finally {
      await trusting(trust)
    }
  })

test('the execution role uses every permission', async () => {
  await until('every right to be used', async () => {
    const [use] = compareUse([execution], await requestsAt(target))
    return use!.unused.length === 0
  })
})

/** The permissions for changes since the last bootstrap, for services without a folder, for tasks of no service and for failed tasks. */
const mending = [
  'iam:AddClientIDToOpenIDConnectProvider',
  'iam:UpdateAssumeRolePolicy',
  'ecr:PutImageScanningConfiguration',
  'ecr:PutImageTagMutability',
  'logs:GetLogEvents',
  'ecs:DescribeTaskDefinition',
  'ecs:ListServiceDeployments',
  'ecs:StopTask',
  'elasticloadbalancing:DeleteRule',
  'elasticloadbalancing:ModifyListener',
  'elasticloadbalancing:ModifyRule',
  'elasticloadbalancing:ModifyTargetGroup',
  'elasticloadbalancing:SetRulePriorities',
]

/** The permissions for HTTPS, Service Connect and `verify`, which this app does not need. */
const ofOthers = [
  'iam:SimulatePrincipalPolicy',
  'ecs:UpdateCluster',
  'servicediscovery:DeleteNamespace',
  'ec2:RevokeSecurityGroupIngress',
  'acm:AddTagsToCertificate',
  'acm:RequestCertificate',
  'acm:DescribeCertificate',
  'acm:ListTagsForCertificate',
  'acm:DeleteCertificate',
]

test('an administrator uses every permission, except those for repairs, HTTPS and Service Connect', async () => {
  for (const verb of ['bootstrap', 'status', 'images', 'logs', 'destroy'])
    succeeded(await callAs(admin, verb))
  const asked = (await requestsAt(target)).filter(({ principal }) => principal === admin.arn)
  const used = new Set(asked.map(({ action }) => action))
  assert.deepEqual(
    administrator
      .filter(({ Sid }) => Sid !== 'PublicRepository')
      .flatMap(({ Action }) => Action)
      .filter((action) => !used.has(action) && !ofOthers.includes(action)),
    mending,
  )
})
