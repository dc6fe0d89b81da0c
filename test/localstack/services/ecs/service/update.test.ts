import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DeleteServiceCommand,
  DescribeServicesCommand,
  PutClusterCapacityProvidersCommand,
  type Service,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs'
import { openBalancer } from '../../../../support/balancer.ts'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

type Settings = Partial<UpdateServiceCommandInput>

describe('an update', () => {
  let target: Target
  let app: Ecs
  let service: string
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    await app.register()
    service = await app.createService({ desiredCount: 0 })
    await app.rolledOut(service)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  const update = async (settings: Settings): Promise<Service> => {
    const input = { cluster: app.cluster, service, ...settings }
    return (await app.ecs.send(new UpdateServiceCommand(input))).service!
  }
  /** Updates and tells whether that began a deployment. */
  const deploys = async (settings: Settings): Promise<boolean> => {
    const { deployments } = await app.rolledOut(service)
    const [primary] = (await update(settings)).deployments!
    return primary!.id !== deployments![0]!.id
  }
  const refuses = (settings: Settings, message: string) =>
    assert.rejects(update(settings), { name: 'InvalidParameterException', message })

  test('of what is about the service begins no deployment', async () => {
    assert.equal(await deploys({ healthCheckGracePeriodSeconds: 30 }), false)
    assert.equal(await deploys({ availabilityZoneRebalancing: 'DISABLED' }), false)
    const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 150 }
    assert.equal(await deploys({ deploymentConfiguration }), false)
    assert.equal(await deploys({ desiredCount: 0 }), false)
    const found = await app.describeService(service)
    assert.equal(found.healthCheckGracePeriodSeconds, 30)
    assert.equal(found.availabilityZoneRebalancing, 'DISABLED')
    assert.equal(found.deploymentConfiguration!.maximumPercent, 150)
    assert.deepEqual(found.deploymentConfiguration!.deploymentCircuitBreaker, {
      enable: false,
      rollback: false,
    })
  })

  test('of what a running task cannot take on begins one', async () => {
    const [first] = app.networkConfiguration.awsvpcConfiguration.subnets
    const awsvpcConfiguration = { subnets: [first!] }
    assert.equal(await deploys({ networkConfiguration: { awsvpcConfiguration } }), true)
    assert.equal(await deploys({ networkConfiguration: { awsvpcConfiguration } }), false)
    assert.equal(await deploys({ platformVersion: '1.4.0' }), true)
    const taskRoleArn = 'arn:aws:iam::000000000000:role/execution'
    await app.register({}, { taskRoleArn })
    const taskDefinition = app.family
    assert.equal(await deploys({ taskDefinition, enableExecuteCommand: true }), true)
    assert.equal(await deploys({ enableExecuteCommand: true }), false)
    assert.equal(await deploys({ enableECSManagedTags: true }), true)
    assert.equal(await deploys({ propagateTags: 'SERVICE' }), true)
    await app.register({}, { taskRoleArn })
    assert.equal(await deploys({ taskDefinition }), true)
    assert.equal(await deploys({ forceNewDeployment: true }), true)
    const found = await app.rolledOut(service)
    assert.equal(found.platformVersion, '1.4.0')
    assert.equal(found.enableExecuteCommand, true)
    assert.equal(found.propagateTags, 'SERVICE')
    assert.deepEqual(found.networkConfiguration!.awsvpcConfiguration, {
      subnets: [first],
      securityGroups: [],
      assignPublicIp: 'DISABLED',
    })
  })

  test('puts a service behind a load balancer and takes it away again', async () => {
    const { targetGroupArn } = await openBalancer(target)
    const loadBalancers = [{ targetGroupArn, containerName: 'app', containerPort: 8080 }]
    assert.equal(await deploys({ loadBalancers }), true)
    await refuses(
      { loadBalancers: [{ ...loadBalancers[0]!, containerPort: 81 }] },
      'The container app did not have a container port 81 defined.',
    )
    assert.equal(await deploys({ loadBalancers: [] }), true)
  })

  test('moves to capacity providers only with a new deployment', async () => {
    await app.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: app.cluster,
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [],
      }),
    )
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]
    await refuses(
      { capacityProviderStrategy },
      'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    )
    assert.equal(await deploys({ capacityProviderStrategy, forceNewDeployment: true }), true)
    const found = await app.describeService(service)
    assert.equal(found.launchType, undefined)
    assert.equal(found.capacityProviderStrategy![0]!.capacityProvider, 'FARGATE_SPOT')
  })

  test('is rejected by the rules of CreateService', async () => {
    await refuses({ desiredCount: -1 }, 'desiredCount cannot be negative.')
    await refuses({ desiredCount: 5001 }, 'Desired count exceeds limit.')
    await refuses(
      { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    )
    await refuses(
      {
        availabilityZoneRebalancing: 'ENABLED',
        deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      },
      'The maximumPercent must be greater than 100 when availabilityZoneRebalancing is ENABLED.',
    )
    await refuses(
      { healthCheckGracePeriodSeconds: -1 },
      'healthCheckGracePeriodSeconds cannot be negative.',
    )
    await assert.rejects(
      update({ deploymentConfiguration: { strategy: 'LINEAR' } }),
      /does not implement the deployment strategy LINEAR/,
    )
    await assert.rejects(
      update({ deploymentConfiguration: { earlySuccessCriteria: { enable: true } } }),
      /does not implement early success criteria of deployments/,
    )
    await assert.rejects(update({ taskDefinition: 'never-there' }), {
      name: 'ClientException',
      message: 'TaskDefinition not found.',
    })
    assert.deepEqual(await app.rolledOut(service), await app.describeService(service))
  })

  test('rebalances over zones unless that is turned off, as data', async () => {
    const other = await app.createService({ desiredCount: 0 })
    assert.equal((await app.describeService(other)).availabilityZoneRebalancing, 'ENABLED')
  })

  test('of a deleted service is rejected, and its name can be used again', async () => {
    const { cluster } = app
    await app.ecs.send(new DeleteServiceCommand({ cluster, service }))
    await until('INACTIVE', async () => {
      return (await app.describeService(service)).status === 'INACTIVE'
    })
    await assert.rejects(update({ desiredCount: 1 }), {
      name: 'ServiceNotActiveException',
      message: 'Service was not ACTIVE.',
    })
    await assert.rejects(app.ecs.send(new DeleteServiceCommand({ cluster, service })), {
      name: 'ServiceNotFoundException',
      message: 'Service not found.',
    })
    await app.createService({ serviceName: service, desiredCount: 0 })
    const { services, failures } = await app.ecs.send(
      new DescribeServicesCommand({ cluster, services: [service, 'never-there'] }),
    )
    assert.equal(services![0]!.status, 'ACTIVE')
    assert.equal(failures![0]!.reason, 'MISSING')
  })
})
