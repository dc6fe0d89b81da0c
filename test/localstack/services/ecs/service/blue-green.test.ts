import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type DeploymentConfiguration,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeRulesCommand,
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { openBalancer } from '../../../../support/balancer.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

const blueGreen: DeploymentConfiguration = {
  strategy: 'BLUE_GREEN',
  bakeTimeInMinutes: 1,
  deploymentCircuitBreaker: { enable: true, rollback: true },
}
const roleArn = 'arn:aws:iam::000000000000:role/ecsInfrastructureRole'

describe('a blue/green deployment', () => {
  let target: Target
  let app: Ecs
  let balancer: Awaited<ReturnType<typeof openBalancer>>
  let green: string
  let production: string
  let testing: string
  let testUrl: string
  let service: string

  before(async () => {
    target = await openEmulator()
    app = await openEcs(target)
    balancer = await openBalancer(target)
    green = await balancer.createGroup()
    for (const TargetGroupArn of [balancer.targetGroupArn, green])
      await balancer.elb.send(
        new ModifyTargetGroupAttributesCommand({
          TargetGroupArn,
          Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
        }),
      )
    const testListener = await balancer.listen(8080, { Type: 'forward', TargetGroupArn: green })
    production = await ruleOf(balancer.listenerArn)
    testing = await ruleOf(testListener)
    testUrl = await balancer.published(testListener)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const ruleOf = async (ListenerArn: string) => {
    const { Rules } = await balancer.elb.send(new DescribeRulesCommand({ ListenerArn }))
    return Rules![0]!.RuleArn!
  }
  const weights = async (rule: string) => {
    const { Rules } = await balancer.elb.send(new DescribeRulesCommand({ RuleArns: [rule] }))
    const groups = Rules![0]!.Actions![0]!.ForwardConfig!.TargetGroups!
    return Object.fromEntries(
      groups.map(({ TargetGroupArn, Weight }) => [
        TargetGroupArn === green ? 'green' : 'blue',
        Weight,
      ]),
    )
  }
  const behind = (settings = {}) => ({
    deploymentConfiguration: blueGreen,
    loadBalancers: [
      {
        targetGroupArn: balancer.targetGroupArn,
        containerName: 'app',
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: green,
          productionListenerRule: production,
          testListenerRule: testing,
          roleArn,
          ...settings,
        },
      },
    ],
  })
  const deploy = async (version: string, more = {}) => {
    const VERSION = { name: 'VERSION', value: version }
    await app.register({ environment: [VERSION], ...more })
    await app.ecs.send(
      new UpdateServiceCommand({ cluster: app.cluster, service, taskDefinition: app.family }),
    )
  }
  const record = async () => {
    const { serviceDeployments: list } = await app.ecs.send(
      new ListServiceDeploymentsCommand({ cluster: app.cluster, service }),
    )
    const { serviceDeployments } = await app.ecs.send(
      new DescribeServiceDeploymentsCommand({
        serviceDeploymentArns: [list![0]!.serviceDeploymentArn!],
      }),
    )
    return serviceDeployments![0]!
  }
  const inStage = (stage: string) =>
    until(`stage ${stage}`, async () => {
      const found = await record()
      return found.lifecycleStage === stage && found
    })
  const answer = async (url: string) => (await fetch(url)).text()

  const refuses = (settings: object, message: string) =>
    assert.rejects(app.createService(settings), { name: 'InvalidParameterException', message })

  test('is rejected with rules that do not fit', async () => {
    await app.register()
    const [plain] = behind().loadBalancers
    await refuses(
      { ...behind(), loadBalancers: [{ ...plain, advancedConfiguration: undefined }] },
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    )
    await refuses(
      behind({ productionListenerRule: balancer.listenerArn }),
      `productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${balancer.listenerArn}`,
    )
    await refuses(
      behind({ testListenerRule: production }),
      `The following rules cannot be used as both production and test listener rules: ${production}`,
    )
    await refuses(
      behind({ testListenerRule: undefined }),
      'For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup',
    )
    await refuses(
      behind({ alternateTargetGroupArn: balancer.targetGroupArn }),
      'The targetGroupArn and alternateTargetGroupArn must be different.',
    )
    const hook = {
      hookTargetArn: 'arn:aws:lambda:us-east-1:000000000000:function:check',
      roleArn,
      lifecycleStages: ['POST_SCALE_UP' as const],
    }
    await assert.rejects(
      app.createService({
        ...behind(),
        deploymentConfiguration: { ...blueGreen, lifecycleHooks: [hook] },
      }),
      /does not implement deployment lifecycle hooks: it has no Lambda/,
    )
  })

  test('puts the first tasks where no traffic went and then sends it there', async () => {
    service = await app.createService({
      ...behind(),
      deploymentConfiguration: { ...blueGreen, bakeTimeInMinutes: 0 },
    })
    await app.rolledOut(service)
    assert.deepEqual(await weights(production), { blue: 0, green: 100 })
    assert.equal(await answer(balancer.url), 'version 1')
    const { targetServiceRevision } = await record()
    const { serviceRevisions } = await app.ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [targetServiceRevision!.arn!] }),
    )
    assert.deepEqual(serviceRevisions![0]!.resolvedConfiguration!.loadBalancers, [
      { targetGroupArn: green, productionListenerRule: production },
    ])
  })

  test('switches all traffic at once, bakes, and then takes the old tasks away', async () => {
    await app.ecs.send(
      new UpdateServiceCommand({
        cluster: app.cluster,
        service,
        deploymentConfiguration: { bakeTimeInMinutes: 1 },
      }),
    )
    const answers: string[] = []
    const rollout = new AbortController()
    const client = (async () => {
      while (!rollout.signal.aborted) {
        const text = await answer(balancer.url)
        if (answers.at(-1) !== text) answers.push(text)
      }
    })()
    await deploy('2')
    await inStage('BAKE_TIME')
    const baking = await app.describeService(service)
    assert.deepEqual(
      baking.deployments!.map(({ status, desiredCount, runningCount }) => [
        status,
        desiredCount,
        runningCount,
      ]),
      [
        ['PRIMARY', 1, 1],
        ['ACTIVE', 1, 1],
      ],
    )
    assert.deepEqual(await weights(production), { blue: 100, green: 0 })
    assert.deepEqual(await weights(testing), { blue: 100, green: 0 })
    assert.equal(await answer(balancer.url), 'version 2')
    assert.equal(await answer(testUrl), 'version 2')
    await app.rolledOut(service)
    rollout.abort()
    await client
    assert.deepEqual(answers, ['version 1', 'version 2'])
    assert.equal((await record()).status, 'SUCCESSFUL')
    assert.equal((await app.tasksOf(service)).length, 1)
  })

  test('gives the traffic back when it is stopped while it bakes', async () => {
    await app.ecs.send(
      new UpdateServiceCommand({
        cluster: app.cluster,
        service,
        deploymentConfiguration: { bakeTimeInMinutes: 60 },
      }),
    )
    await deploy('3')
    const { serviceDeploymentArn } = await inStage('BAKE_TIME')
    assert.equal(await answer(balancer.url), 'version 3')
    await app.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn }))
    await app.rolledOut(service)
    assert.equal((await record()).status, 'ROLLBACK_SUCCESSFUL')
    assert.deepEqual(await weights(production), { blue: 100, green: 0 })
    assert.equal(await answer(balancer.url), 'version 2')
  })

  test('that fails its checks never gets traffic', async () => {
    const crash = ['node', '-e', 'process.exit(1)']
    await deploy('4', { command: crash })
    await until('the end of the rollback', async () => {
      const { status } = await record()
      return status === 'ROLLBACK_SUCCESSFUL'
    })
    assert.deepEqual(await weights(production), { blue: 100, green: 0 })
    assert.equal(await answer(balancer.url), 'version 2')
  })

  test('that another one takes the place of leaves no tasks of its own', async () => {
    await deploy('5')
    await inStage('BAKE_TIME')
    await app.ecs.send(
      new UpdateServiceCommand({
        cluster: app.cluster,
        service,
        deploymentConfiguration: { bakeTimeInMinutes: 0 },
      }),
    )
    await deploy('6')
    await app.rolledOut(service)
    assert.equal(await answer(balancer.url), 'version 6')
    assert.equal((await app.tasksOf(service)).length, 1)
  })

  test('goes back when the production rule serves more than one group', async () => {
    const TargetGroups = [balancer.targetGroupArn, green].map((TargetGroupArn) => ({
      TargetGroupArn,
      Weight: 1,
    }))
    await balancer.elb.send(
      new ModifyListenerCommand({
        ListenerArn: balancer.listenerArn,
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
      }),
    )
    await deploy('7')
    const { statusReason } = await until('the end of the rollback', async () => {
      const found = await record()
      return found.status === 'ROLLBACK_SUCCESSFUL' && found
    })
    assert.equal(
      statusReason,
      `Service deployment rolled back because of invalid networking configuration. productionListenerRule ${production} should have exactly one target group serving traffic but found 2 target groups which are serving traffic`,
    )
    assert.equal(await answer(balancer.url), 'version 6')
  })
})
