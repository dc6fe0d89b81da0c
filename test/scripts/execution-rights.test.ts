import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import { readApp } from '../../scripts/lib/app.ts'
import { rolesOf } from '../../scripts/lib/roles.ts'
import type { Json } from '../../scripts/lib/template.ts'
import { makeServer, removeApps } from '../support/release.ts'
import { openEmulator, unique } from '../support/target.ts'
import { callVerb } from '../support/verb.ts'

/**
 * Every statement of the roles that tasks have is needed, and every condition of their trust is looked at:
 * otherwise all steps of a release pass but `deploy`, which tells why no task started, in AWS's words.
 */

const target = await openEmulator({ enforceIam: true })
const APP_NAME = unique('shop')
const values = { APP_NAME, ACCOUNT_ID: '000000000000', REGION: 'us-east-1' }
const { execution, task } = rolesOf(readApp({ APP_NAME, GITHUB_REPOSITORY: 'octo/shop' }), values)
const checkout = makeServer()
const iam = new IAMClient(target.config)
const call = (verb: string, ...flags: string[]) =>
  callVerb(verb, {
    target,
    flags,
    cwd: checkout,
    env: { ...process.env, APP_NAME, RELEASE_VERSION: 'test', RELEASE_REVISION: 'released' },
  })

before(async () => {
  for (const verb of ['bootstrap', 'push', 'register', 'deploy']) {
    const { code, stderr } = await call(verb)
    assert.equal(code, 0, stderr)
  }
})
after(async () => {
  await removeApps(target, [{ APP_NAME }])
  rmSync(checkout, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** Asserts that a new revision cannot be deployed, and that the reason of its tasks is told. */
async function assertNotDeployed(reason: RegExp) {
  const registered = await call('register', '--force')
  assert.equal(registered.code, 0, registered.stderr)
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

/** What a task says for want of each statement, up to AWS's sentence, and the right asked for first. */
const needed: Record<string, [reason: string, right: string]> = {
  LogIn: [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time\\(s\\)',
    'ecr:GetAuthorizationToken',
  ],
  Pull: [
    'CannotPullContainerError: pull image manifest has been retried 1 time\\(s\\): failed to resolve ref \\S+',
    'ecr:BatchGetImage',
  ],
  WriteLogs: [
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream',
    'logs:CreateLogStream',
  ],
}

for (const statement of statements)
  test(`T24 without ${statement.Sid} the execution role cannot start a task`, async () => {
    const [reason, right] = needed[statement.Sid] ?? []
    assert.ok(reason, `${statement.Sid} has no line in this test's table`)
    await put(statements.filter((one) => one !== statement))
    try {
      await assertNotDeployed(
        new RegExp(
          `${reason}: AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/${execution.name}/\\w+ is not authorized to perform: ${right} on resource: \\S+ because no identity-based policy allows the ${right} action`,
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
          `ECS was unable to assume the role 'arn:aws:iam::000000000000:role/${name}' that was provided for this task\\. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role\\.`,
        ),
      )
    } finally {
      await trusting(trust)
    }
  })
