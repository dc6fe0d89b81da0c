import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type DeploymentConfiguration,
  DescribeServiceRevisionsCommand,
  StopServiceDeploymentCommand,
} from '@aws-sdk/client-ecs'
import { ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Ecs } from '../../../../support/ecs.ts'
import { openShifting, type Shifting } from '../../../../support/shifting.ts'
import { openEmulator, type Target } from '../../../../support/target.ts'

const blueGreen: DeploymentConfiguration = {
  strategy: 'BLUE_GREEN',
  bakeTimeInMinutes: 1,
  deploymentCircuitBreaker: { enable: true, rollback: true },
}

describe('a blue/green deployment', () => {
  let target: Target
  let shifting: Shifting
  let app: Ecs
  let service: string

  before(async () => {
    target = await openEmulator()
    shifting = await openShifting(target)
    app = shifting.app
  })
  after(async () => {
    await shifting[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const behind = (settings = {}) => shifting.behind(blueGreen, settings)
  const record = () => shifting.newest(service)
  const answer = () => shifting.answer(shifting.balancer.url)

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
      behind({ productionListenerRule: shifting.balancer.listenerArn }),
      `productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${shifting.balancer.listenerArn}`,
    )
    await refuses(
      behind({ testListenerRule: shifting.production }),
      `The following rules cannot be used as both production and test listener rules: ${shifting.production}`,
    )
    await refuses(
      behind({ testListenerRule: undefined }),
      'For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup',
    )
    await refuses(
      behind({ alternateTargetGroupArn: shifting.balancer.targetGroupArn }),
      'The targetGroupArn and alternateTargetGroupArn must be different.',
    )
  })

  test('puts the first tasks where no traffic went and then sends it there', async () => {
    service = await app.createService({
      ...behind(),
      deploymentConfiguration: { ...blueGreen, bakeTimeInMinutes: 0 },
    })
    await app.rolledOut(service)
    assert.deepEqual(await shifting.weights(shifting.production), { blue: 0, green: 100 })
    assert.equal(await answer(), 'version 1')
    const { targetServiceRevision } = await record()
    const { serviceRevisions } = await app.ecs.send(
      new DescribeServiceRevisionsCommand({ serviceRevisionArns: [targetServiceRevision!.arn!] }),
    )
    assert.deepEqual(serviceRevisions![0]!.resolvedConfiguration!.loadBalancers, [
      { targetGroupArn: shifting.green, productionListenerRule: shifting.production },
    ])
  })

  test('switches all traffic at once, bakes, and then takes the old tasks away', async () => {
    await shifting.configure(service, { bakeTimeInMinutes: 1 })
    const answers: string[] = []
    const rollout = new AbortController()
    const client = (async () => {
      while (!rollout.signal.aborted) {
        const text = await answer()
        if (answers.at(-1) !== text) answers.push(text)
      }
    })()
    await shifting.deploy(service, '2')
    await shifting.inStage(service, 'BAKE_TIME')
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
    assert.deepEqual(await shifting.weights(shifting.production), { blue: 100, green: 0 })
    assert.deepEqual(await shifting.weights(shifting.testing), { blue: 100, green: 0 })
    assert.equal(await answer(), 'version 2')
    assert.equal(await shifting.answer(shifting.testUrl), 'version 2')
    await app.rolledOut(service)
    rollout.abort()
    await client
    assert.deepEqual(answers, ['version 1', 'version 2'])
    assert.equal((await record()).status, 'SUCCESSFUL')
    assert.equal((await app.tasksOf(service)).length, 1)
  })

  test('gives the traffic back when it is stopped while it bakes', async () => {
    await shifting.configure(service, { bakeTimeInMinutes: 60 })
    await shifting.deploy(service, '3')
    const { serviceDeploymentArn } = await shifting.inStage(service, 'BAKE_TIME')
    assert.equal(await answer(), 'version 3')
    await app.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn }))
    await app.rolledOut(service)
    assert.equal((await record()).status, 'ROLLBACK_SUCCESSFUL')
    assert.deepEqual(await shifting.weights(shifting.production), { blue: 100, green: 0 })
    assert.equal(await answer(), 'version 2')
  })

  test('that fails its checks never gets traffic', async () => {
    const crash = ['node', '-e', 'process.exit(1)']
    await shifting.deploy(service, '4', { command: crash })
    await shifting.ended(service, 'ROLLBACK_SUCCESSFUL')
    assert.deepEqual(await shifting.weights(shifting.production), { blue: 100, green: 0 })
    assert.equal(await answer(), 'version 2')
  })

  test('that another one takes the place of leaves no tasks of its own', async () => {
    await shifting.deploy(service, '5')
    await shifting.inStage(service, 'BAKE_TIME')
    await shifting.configure(service, { bakeTimeInMinutes: 0 })
    await shifting.deploy(service, '6')
    await app.rolledOut(service)
    assert.equal(await answer(), 'version 6')
    assert.equal((await app.tasksOf(service)).length, 1)
  })

  test('goes back when the production rule serves more than one group', async () => {
    const TargetGroups = [shifting.balancer.targetGroupArn, shifting.green].map(
      (TargetGroupArn) => ({
        TargetGroupArn,
        Weight: 1,
      }),
    )
    await shifting.balancer.elb.send(
      new ModifyListenerCommand({
        ListenerArn: shifting.balancer.listenerArn,
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
      }),
    )
    await shifting.deploy(service, '7')
    const { statusReason } = await shifting.ended(service, 'ROLLBACK_SUCCESSFUL')
    assert.equal(
      statusReason,
      `Service deployment rolled back because of invalid networking configuration. productionListenerRule ${shifting.production} should have exactly one target group serving traffic but found 2 target groups which are serving traffic`,
    )
    assert.equal(await answer(), 'version 6')
  })
})
