import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readApp } from '../../../scripts/release/app.ts'
import type { FoundRole } from '../../../scripts/verify/account.ts'
import { checkDraining } from '../../../scripts/verify/draining.ts'
import { readFiles } from '../../../scripts/verify/files.ts'
import type { Finding } from '../../../scripts/verify/finding.ts'
import { checkPermissions } from '../../../scripts/verify/permissions.ts'
import { checkRoles } from '../../../scripts/verify/roles.ts'
import { checkListeners, checkPriorities, checkRule } from '../../../scripts/verify/rules.ts'
import type { Seen } from '../../../scripts/verify/seen.ts'
import { checkSize } from '../../../scripts/verify/size.ts'
import { checkTargetGroup } from '../../../scripts/verify/target-group.ts'
import { checkEntrance, checkWays } from '../../../scripts/verify/ways.ts'

/** Mistakes made on the files of the sample, and on what an account has for it. */

const app = readApp({ APP_NAME: 'shop' })
const service = app.services.find(({ name }) => name === 'server')!
const values = {
  APP_NAME: 'shop',
  ENVIRONMENT: 'production',
  ACCOUNT_ID: '1'.repeat(12),
  REGION: 'eu-west-1',
}
const { files, findings } = readFiles(app, service, { values, ways: { SECURITY_GROUP: 'sg-1' } })
const task = files.task!
const desired = files.desired!
const targets = files.targets!

/** `error: <text>` of each finding. */
const shown = (all: Finding[]) => all.map(({ level, text }) => `${level}: ${text}`)

const unseen = { unseen: 'elasticloadbalancing:DescribeRules is denied' }

test('the files of the sample are valid', () => {
  assert.deepEqual(shown(findings), ['ok: .aws is valid'])
})

describe('Fargate', () => {
  const at = (cpu: string, memory: string) => checkSize({ service, task: { ...task, cpu, memory } })
  test('has these sizes, in either notation', () => {
    for (const [cpu, memory] of [
      ['256', '512'],
      ['.25 vCPU', '0.5 GB'],
      ['4 vCPU', '30 GB'],
    ] as const)
      assert.deepEqual(shown(at(cpu, memory)), [`ok: Fargate has ${cpu} CPU and ${memory} memory`])
  })
  test('does not have others: the fix names those of the CPU', () => {
    const [finding] = at('256', '500')
    assert.equal(finding!.text, 'Fargate has no task with 256 CPU and 500 memory')
    assert.match(finding!.fix!, /one of 512, 1024, 2048 \(MiB\)/)
    assert.match(finding!.says!, /^No Fargate configuration exists/)
  })
  test('may have a size that is not in the table: ECS decides', () => {
    assert.deepEqual(at('32768', '65536'), [])
  })
})

describe('a role', () => {
  const arn = 'arn:aws:iam::111111111111:role/shop-execution'
  const trusting = (statement: object): Seen<FoundRole> => ({
    value: {
      arn,
      ours: true,
      trust: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
      },
    },
  })
  const tasks = { Principal: { Service: 'ecs-tasks.amazonaws.com' } }
  const check = (found: Seen<FoundRole>) =>
    shown(checkRoles('server', new Map([[arn, found]]), values))
  test('trusts the tasks of this account', () => {
    const Condition = {
      StringEquals: { 'aws:SourceAccount': values.ACCOUNT_ID },
      ArnLike: { 'aws:SourceArn': `arn:aws:ecs:*:${values.ACCOUNT_ID}:*` },
    }
    assert.deepEqual(check(trusting({ ...tasks, Condition })), [
      'ok: role shop-execution trusts ecs-tasks.amazonaws.com',
    ])
  })
  test('trusts another service, or another account', () => {
    const error =
      'error: the trust policy of role shop-execution does not allow ecs-tasks.amazonaws.com'
    assert.deepEqual(check(trusting({ Principal: { Service: 'ecs.amazonaws.com' } })), [error])
    const Condition = { StringEquals: { 'aws:SourceAccount': '222222222222' } }
    assert.deepEqual(check(trusting({ ...tasks, Condition })), [error])
  })
  test('has a condition that only AWS can evaluate: no error', () => {
    const Condition = { StringEquals: { 'aws:SourceOrgID': 'o-1' } }
    assert.match(check(trusting({ ...tasks, Condition }))[0]!, /^warning/)
  })
  test('is absent, or cannot be seen', () => {
    assert.deepEqual(check({ value: undefined }), ['error: role shop-execution does not exist'])
    assert.deepEqual(check({ unseen: 'iam:GetRole is denied' }), [
      'warning: role shop-execution: not checked: iam:GetRole is denied',
    ])
  })
})

test('permissions that IAM denies the execution role are named, with the resource', () => {
  const check = (denials: Parameters<typeof checkPermissions>[1]) =>
    shown(checkPermissions({ service, task }, denials))
  assert.deepEqual(check({ value: [{ action: 'ecr:BatchGetImage', resource: 'r' }] }), [
    'error: the execution role may not do ecr:BatchGetImage on r',
  ])
  assert.deepEqual(check({ unseen: 'iam:SimulatePrincipalPolicy is denied' }), [
    'warning: permissions of the execution role: not checked: iam:SimulatePrincipalPolicy is denied',
  ])
})

describe('the load balancer', () => {
  const balancer = { input: {}, listeners: [{ Port: 80, Protocol: 'HTTP' as const }] }
  test('has the listeners of its file', () => {
    const check = (Port: number, Protocol: 'HTTP' | 'HTTPS' = 'HTTP') =>
      shown(checkListeners(balancer, { value: [{ Port, Protocol, rules: [] }] }))
    assert.deepEqual(check(80), ['ok: listener on port 80, HTTP'])
    assert.match(check(81)[0]!, /^error: the load balancer has no listener on port 80/)
    assert.match(check(80, 'HTTPS')[0]!, /^error: the listener on port 80 is for HTTPS/)
    assert.match(shown(checkListeners(balancer, unseen))[0]!, /^warning: listeners: not checked/)
  })
  test('can be reached on its ports', () => {
    const group = (FromPort: number) => ({
      value: {
        GroupName: 'shop-load-balancer',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort, ToPort: FromPort }],
      },
    })
    assert.match(shown(checkEntrance(group(80), balancer))[0]!, /^ok/)
    assert.deepEqual(shown(checkEntrance(group(81), balancer)), [
      'error: security group shop-load-balancer has no rule for port 80',
    ])
  })
})

describe('a rule', () => {
  const Conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }]
  const rule = { Priority: 10, Conditions }
  const at = (group: string, Priority = '10', more = Conditions) => ({
    value: [
      {
        Port: 80,
        Protocol: 'HTTP' as const,
        rules: [
          {
            RuleArn: `rule-${Priority}`,
            Priority,
            Conditions: more,
            Actions: [{ Type: 'forward' as const, TargetGroupArn: group }],
          },
        ],
      },
    ],
  })
  const own = 'arn:aws:elasticloadbalancing:r:1:targetgroup/shop-server/1'
  const other = 'arn:aws:elasticloadbalancing:r:1:targetgroup/blog/1'
  const check = (found: Parameters<typeof checkRule>[2]['found']) =>
    shown(checkRule(service, rule, { found, group: own }))
  test('is there, differs, or is absent', () => {
    assert.deepEqual(check(at(own)), ['ok: rule with priority 10'])
    assert.match(check(at(own, '11'))[0]!, /^warning: the rule of the load balancer is not that/)
    assert.match(check(at(own, '10', []))[0]!, /^warning/)
    assert.match(check(at(other, '11'))[0]!, /^error: the load balancer has no rule/)
    assert.match(check(unseen)[0]!, /^warning: rule: not checked/)
  })
  test('has a priority that another rule or another service has', () => {
    assert.deepEqual(check(at(other)), [
      'error: rule.json has the priority 10, and so has the rule to blog',
    ])
    const api = { ...service, name: 'api' }
    const [finding, ...rest] = checkPriorities([
      { service: api, rule },
      { service, rule },
    ])
    assert.deepEqual(rest, [])
    assert.equal(finding!.text, 'rule.json has the priority 10, and so has the rule of api')
    assert.match(finding!.fix!, /a Priority of its own/)
  })
})

describe('the target group', () => {
  const present = {
    TargetGroupArn: 'arn',
    TargetType: 'ip' as const,
    Protocol: 'HTTP' as const,
    Port: 8080,
    HealthCheckPath: '/ping',
    LoadBalancerArns: ['balancer'],
  }
  const check = (more: Partial<typeof present> | { TargetType: 'instance' } | undefined) =>
    shown(
      checkTargetGroup(service, {
        desired: { input: { Protocol: 'HTTP', Port: 8080 } },
        found: { value: more && { ...present, ...more } },
        networkMode: 'awsvpc',
      }),
    )
  test('is as its file says, or not', () => {
    assert.deepEqual(check({}), ['ok: target group shop-server, HTTP /ping'])
    assert.deepEqual(check(undefined), ['error: there is no target group shop-server'])
    assert.deepEqual(check({ Port: 80 }), [
      'error: target group shop-server has Port 80, and target-group.json has 8080',
    ])
    assert.match(check({ LoadBalancerArns: [] })[0]!, /^error: no rule of the load balancer/)
    assert.match(check({ TargetType: 'instance' })[0]!, /^error: target group .* for instance/)
  })
})

test('a target group without a deregistration delay, or with none, gets a warning', () => {
  const at = (Value?: string) => {
    const attributes = Value ? [{ Key: 'deregistration_delay.timeout_seconds', Value }] : []
    return shown(
      checkDraining('server', { task, targets: { ...targets, attributes }, container: 'server' }),
    )
  }
  assert.deepEqual(at('30'), ['ok: a task drains for 30 s and then has 30 s to stop'])
  assert.match(at()[0]!, /^warning: a task drains for 300 s .* each rollout waits 5 minutes/)
  assert.match(at('0')[0]!, /^warning: .* requests in flight are cut off/)
})

test('a security group that blocks the health checks, and tasks without a way to AWS', () => {
  const balancer = {
    value: { SecurityGroups: ['sg-2'], Scheme: 'internet-facing' as const },
  }
  const group = (FromPort: number) => ({
    value: {
      GroupId: 'sg-1',
      GroupName: 'shop-server',
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort, ToPort: FromPort, UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
      ],
    },
  })
  const check = (port: number, own = desired) =>
    shown(checkWays(service, { desired: own, group: group(port), balancer }))
  assert.deepEqual(check(8080), ['ok: the load balancer may reach the tasks'])
  assert.match(check(80)[0]!, /^error: security group shop-server does not allow the load balancer/)
  const awsvpcConfiguration = {
    ...desired.networkConfiguration!.awsvpcConfiguration!,
    assignPublicIp: 'DISABLED' as const,
  }
  const hidden = { ...desired, networkConfiguration: { awsvpcConfiguration } }
  assert.match(check(8080, hidden)[0]!, /^warning: without assignPublicIp/)
})
