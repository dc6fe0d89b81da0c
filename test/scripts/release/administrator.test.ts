import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { CreateClusterCommand, DeleteClusterCommand, ECSClient } from '@aws-sdk/client-ecs'
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { readApp } from '../../../scripts/release/app.ts'
import { readPolicies } from '../../../scripts/release/policies.ts'
import { writeFiles } from '../../support/checkout.ts'
import { actAs, type TestRole } from '../../support/identity.ts'
import { makeServer } from '../../support/release.ts'
import { openEmulator, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

/** `.aws/policies/administrator.json` has the permissions of bootstrap, secret, verify, status, tasks, images, logs, cost and destroy, and no others. */

const target = await openEmulator({ enforceIam: true, ecsFirstUseFails: true, clockRate: 1000 })
const APP_NAME = unique('shop')
const { administrator } = readPolicies(readApp({ APP_NAME }), {
  APP_NAME,
  ACCOUNT_ID: '000000000000',
  REGION: 'us-east-1',
  GITHUB_SUBJECTS: [],
})
const { Statement } = administrator as unknown as {
  Statement: { Sid: string; Condition?: Record<string, Record<string, string>> | undefined }[]
}
let role: TestRole
before(async () => {
  role = await actAs(target, Statement)
})
after(async () => {
  await callVerb('destroy', { target, env: { APP_NAME } })
  await callVerb('destroy', { target, env: { APP_NAME, ECR_VISIBILITY: 'public' } })
  rmSync(secure, { recursive: true })
  await target[Symbol.asyncDispose]()
})

/** A checkout with HTTPS: the permissions for certificates are not needed without. */
const secure = makeServer()
writeFiles(secure, {
  '.aws/environments/production.env': 'DOMAIN=www.example.com\n',
  '.aws/load-balancer.json': {
    Listeners: [
      { Protocol: 'HTTPS', Port: 443, Certificates: [{ CertificateArn: '${CERTIFICATE}' }] },
    ],
  },
})

const verbs: Record<string, string[]> = {
  bootstrap: [],
  secret: ['put', 'KEY'],
  verify: [],
  status: [],
  tasks: [],
  images: [],
  logs: [],
  cost: [],
  destroy: [],
}

interface Walk {
  env?: NodeJS.ProcessEnv
  cwd?: string | undefined
  /** The verbs that are called, all if not given. */
  only?: string[]
}

async function walk({ env, cwd, only = Object.keys(verbs) }: Walk = {}) {
  const { accessKeyId, secretAccessKey, sessionToken } = role.config.credentials
  for (const verb of only) {
    const { code, lines, stderr } = await callVerb(verb, {
      target,
      flags: verbs[verb]!,
      ...(cwd !== undefined && { cwd }),
      input: 'value',
      env: {
        APP_NAME,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
        ...env,
      },
    })
    // Without an image verify fails, and it goes on without a permission.
    const isDone = verb === 'verify' ? !lines.join().includes('not checked') : code === 0
    if (!isDone) return { failed: verb, stderr }
  }
  return { failed: undefined, stderr: '' }
}

const put = (statements: object[]) =>
  new IAMClient(target.config).send(
    new PutRolePolicyCommand({
      RoleName: role.name,
      PolicyName: 'rights',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    }),
  )

/** The first permission of each statement. The service-linked roles exist after the first run. */
const needed: Record<string, [verb: string, right: string]> = {
  OidcProvider: ['bootstrap', 'iam:CreateOpenIDConnectProvider'],
  FindOidcProvider: ['bootstrap', 'iam:ListOpenIDConnectProviders'],
  Roles: ['bootstrap', 'iam:GetRole'],
  Repository: ['bootstrap', 'ecr:DescribeRepositories'],
  PublicRepository: ['bootstrap', 'ecr-public:DescribeRepositories'],
  LogGroup: ['bootstrap', 'logs:CreateLogGroup'],
  Secrets: ['secret', 'ssm:PutParameter'],
  FindSecrets: ['secret', 'ssm:DescribeParameters'],
  FindLogGroup: ['bootstrap', 'logs:DescribeLogGroups'],
  ClusterAndTaskDefinitions: ['bootstrap', 'ecs:CreateCluster'],
  Service: ['bootstrap', 'ecs:DescribeClusters'],
  SeeTasks: ['bootstrap', 'ecs:ListServices'],
  SeeScaling: ['bootstrap', 'application-autoscaling:DescribeScalableTargets'],
  SeeNetwork: ['bootstrap', 'ec2:DescribeVpcs'],
  SecurityGroups: ['bootstrap', 'ec2:CreateSecurityGroup'],
  SeeLoadBalancers: ['bootstrap', 'elasticloadbalancing:DescribeLoadBalancers'],
  LoadBalancer: ['bootstrap', 'elasticloadbalancing:CreateLoadBalancer'],
  FindCertificates: ['destroy', 'acm:ListCertificates'],
  RequestCertificate: ['bootstrap', 'acm:RequestCertificate'],
  SeeCertificates: ['bootstrap', 'acm:DescribeCertificate'],
  DeleteCertificate: ['destroy', 'acm:DeleteCertificate'],
}

test('the first cluster of an account needs the permission to create a service-linked role', async () => {
  const ecs = new ECSClient(role.config)
  const create = () => ecs.send(new CreateClusterCommand({ clusterName: APP_NAME }))
  const denied = {
    message:
      'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  }
  const others = Statement.filter(({ Sid }) => Sid !== 'ServiceLinkedRoles')
  const own = Statement.find(({ Sid }) => Sid === 'ServiceLinkedRoles')!
  const Condition = { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } }
  for (const statements of [others, [...others, { ...own, Condition }]]) {
    await put(statements)
    await assert.rejects(create(), denied)
    await assert.rejects(create(), denied)
  }
  await put(Statement)
  await assert.rejects(create(), denied)
  await create()
  await new ECSClient(target.config).send(new DeleteClusterCommand({ cluster: APP_NAME }))
})

test('with the policy everything can be created, shown and deleted, in either registry', async () => {
  assert.deepEqual(await walk(), { failed: undefined, stderr: '' })
  assert.deepEqual(await walk({ env: { ECR_VISIBILITY: 'public' } }), {
    failed: undefined,
    stderr: '',
  })
  assert.equal((await walk({ cwd: secure })).failed, undefined)
})

for (const { Sid } of Statement.filter(({ Sid }) => Sid in needed))
  test(`without ${Sid} AWS denies it`, async () => {
    const [verb, right] = needed[Sid]!
    await put(Statement.filter((one) => one.Sid !== Sid))
    const { failed, stderr } = await walk({
      env: Sid === 'PublicRepository' ? { ECR_VISIBILITY: 'public' } : {},
      cwd: /^\w+Certificate/.test(Sid) && Sid !== 'FindCertificates' ? secure : undefined,
      only: ['bootstrap', verb],
    })
    await put(Statement)
    assert.equal(failed, verb, stderr)
    assert.ok(stderr.includes(`is not authorized to perform: ${right}`), stderr)
    await callVerb('destroy', { target, env: { APP_NAME } })
  })

test('every statement is tested', () => {
  const others = Statement.map(({ Sid }) => Sid).filter((sid) => !(sid in needed))
  assert.deepEqual(others, [
    'ServiceLinkedRoles',
    'DeleteNamespace',
    'Scaling',
    'FindEnvironments',
    'StopTasks',
  ])
})
