import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CreateServiceCommandInput, DeleteServiceCommand } from '@aws-sdk/client-ecs'
import { CreateSecurityGroupCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  DeleteLoadBalancerCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

describe('a service behind a load balancer', () => {
  let target: Target
  let app: Ecs
  let balancer: Awaited<ReturnType<typeof openBalancer>>

  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    balancer = await openBalancer(target)
    await balancer.elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn: balancer.targetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
      }),
    )
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const serve = async (
    environment: Record<string, string>,
    settings: Partial<CreateServiceCommandInput> = {},
  ) => {
    await app.register({
      environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    })
    return app.createService({
      loadBalancers: [
        { targetGroupArn: balancer.targetGroupArn, containerName: 'app', containerPort: 8080 },
      ],
      ...settings,
    })
  }

  const remove = async (service: string) => {
    await app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))
    await until('the end of the service', async () => {
      const { status } = await app.describeService(service)
      return status === 'INACTIVE'
    })
  }

  /** The reason why the service's first unhealthy task was so; the service is gone afterwards. */
  const reasonIn = async (service: string) => {
    const reason = await until('an unhealthy task', async () => {
      const story = storyOf(await app.describeService(service)).join('\n')
      return / \(port 8080\) is unhealthy in \(target-group ARN\) due to \(reason (.*)\)$/m.exec(
        story,
      )?.[1]
    })
    await remove(service)
    return reason
  }

  test('a task whose security group does not admit the balancer times out', async () => {
    const { GroupId } = await new EC2Client(target.config).send(
      new CreateSecurityGroupCommand({
        GroupName: unique('closed'),
        Description: 'closed',
        VpcId: app.vpcId,
      }),
    )
    const { awsvpcConfiguration } = app.networkConfiguration
    const service = await serve(
      {},
      {
        networkConfiguration: {
          awsvpcConfiguration: { ...awsvpcConfiguration, securityGroups: [GroupId!] },
        },
      },
    )
    assert.equal(await reasonIn(service), 'Request timed out')
  })

  for (const status of ['302', '401'])
    test(`an event has the status ${status} of a failed health check`, async () => {
      const service = await serve({ STATUS: status })
      assert.equal(await reasonIn(service), `Health checks failed with these codes: [${status}]`)
    })

  test('a task that boots for longer than its checks take is given up without a grace period', async () => {
    const service = await serve({ BOOT_MS: '60000' })
    assert.equal(await reasonIn(service), 'Health checks failed')
  })

  test('with a grace period it gets the time it needs', async () => {
    const service = await serve({ BOOT_MS: '2000' }, { healthCheckGracePeriodSeconds: 60 })
    const story = storyOf(await app.rolledOut(service))
    assert.ok(!story.some((line) => line.includes('unhealthy')), story.join('\n'))
    await remove(service)
  })

  test('without its load balancer a deployment stalls', async () => {
    const service = await serve({ BOOT_MS: '3000' }, { healthCheckGracePeriodSeconds: 60 })
    await until('a registered task', async () => (await balancer.health()).length === 1)
    const { elb, loadBalancerArn: LoadBalancerArn } = balancer
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
    const stalled = await until('a running task', async () => {
      const found = await app.describeService(service)
      return found.runningCount === 1 && found
    })
    assert.deepEqual(
      stalled.deployments!.map(({ rolloutState }) => rolloutState),
      ['IN_PROGRESS'],
    )
    assert.deepEqual(
      (await balancer.health()).map(({ Reason }) => Reason),
      ['Target.NotInUse'],
    )
    await remove(service)
  })
})
