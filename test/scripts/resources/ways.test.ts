import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2'
import { ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { missingWayOut } from '../../../scripts/resources/ways.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { callVerb } from '../../support/verb.ts'

describe('a security group that someone has closed is named', () => {
  const APP_NAME = unique('shop')
  const env = { APP_NAME }
  let target: Target
  before(async () => {
    target = await openTarget()
    assert.equal((await callVerb('bootstrap', { target, env })).code, 0)
  })
  after(async () => {
    await callVerb('destroy', { target, env })
    await target[Symbol.asyncDispose]()
  })

  const close = async (name: string) => {
    const ec2 = new EC2Client(target.config)
    const { SecurityGroups } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [name] }] }),
    )
    const { GroupId, IpPermissions } = SecurityGroups![0]!
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    return IpPermissions![0]!.UserIdGroupPairs?.[0]?.GroupId
  }

  test('of the tasks, before anything is rolled out', async () => {
    await new ECSClient(target.config).send(
      new RegisterTaskDefinitionCommand({
        family: `${APP_NAME}-server`,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [
          { name: 'server', image: 'busybox', portMappings: [{ containerPort: 8080 }] },
        ],
      }),
    )
    const balancers = await close(`${APP_NAME}-server`)
    const { code, stderr } = await callVerb('deploy', { target, env })
    assert.equal(code, 1)
    assert.equal(
      stderr,
      `docker-cloud deploy: security group ${APP_NAME}-server does not allow the load balancer (${balancers}) on port 8080, so that every health check would fail with "Request timed out": run \`npm run bootstrap\`\n`,
    )
    const { lines } = await callVerb('bootstrap', { target, env })
    assert.ok(lines.includes(`updated      security group ${APP_NAME}-server`), lines.join('\n'))
  })

  test('of the load balancer, instead of waiting for a response', async () => {
    await close(`${APP_NAME}-load-balancer`)
    const { code, stderr } = await callVerb('smoke', { target, env })
    assert.equal(code, 1)
    assert.equal(
      stderr,
      `docker-cloud smoke: security group ${APP_NAME}-load-balancer has no rule for port 80, so that the load balancer would not answer: run \`npm run bootstrap\`\n`,
    )
  })
})

test('tasks in public subnets without public addresses get a warning', () => {
  const awsvpcConfiguration = { subnets: ['subnet-1'], assignPublicIp: 'DISABLED' as const }
  const wanted = { serviceName: 'shop', networkConfiguration: { awsvpcConfiguration } }
  assert.equal(
    missingWayOut(wanted, { Scheme: 'internet-facing' }),
    'without assignPublicIp, tasks in public subnets reach ECR and CloudWatch Logs only through VPC endpoints: without those no task starts',
  )
  assert.equal(missingWayOut(wanted, { Scheme: 'internal' }), undefined)
})
