import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  type CreateExpressGatewayServiceCommandInput,
  DeleteServiceCommand,
  DescribeClustersCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListServicesCommand,
  RegisterTaskDefinitionCommand,
  UpdateExpressGatewayServiceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork } from '../../../../support/balancer.ts'
import { type Express, openExpress } from '../../../../support/express.ts'
import { openEmulator, type Target, unique } from '../../../../support/target.ts'

type Settings = Partial<CreateExpressGatewayServiceCommandInput>

describe('the API of Express Mode', () => {
  let target: Target
  let express: Express

  before(async () => {
    target = await openEmulator()
    express = await openExpress(target)
  })
  after(() => target[Symbol.asyncDispose]())

  /** A service that starts no task. */
  const create = (settings: Settings = {}) =>
    express.create({
      primaryContainer: { image: 'shop/app:1' },
      scalingTarget: { minTaskCount: 0 },
      ...settings,
    })
  const describeService = async (service: string) => {
    const { services } = await express.ecs.send(
      new DescribeServicesCommand({ services: [service] }),
    )
    return services![0]!
  }
  const own = { primaryContainer: undefined, executionRoleArn: undefined }
  const register = async (container: object) => {
    const { taskDefinition } = await express.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: unique('own'),
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        containerDefinitions: [{ name: 'Main', image: 'own:1', ...container }],
      }),
    )
    return taskDefinition!.taskDefinitionArn!
  }
  const networkOf = async () => {
    const ec2 = new EC2Client(target.config)
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))
    const subnets = await Promise.all(
      ['a', 'b'].map(async (zone, index) => {
        const { Subnet } = await ec2.send(
          new CreateSubnetCommand({
            VpcId: Vpc!.VpcId!,
            CidrBlock: `10.9.${index}.0/24`,
            AvailabilityZone: `us-east-1${zone}`,
          }),
        )
        return Subnet!.SubnetId!
      }),
    )
    return { vpcId: Vpc!.VpcId!, subnets }
  }

  test('gives a service AWS’s defaults', async () => {
    const {
      cluster,
      serviceName,
      serviceArn,
      activeConfigurations,
      currentDeployment,
      ...created
    } = await create()
    assert.deepEqual([cluster, created.status], ['default', { statusCode: 'ACTIVE' }])
    assert.equal(currentDeployment, undefined)
    const [configuration] = activeConfigurations!
    const { cpu, memory, cpuArchitecture, healthCheckPath, primaryContainer } = configuration!
    assert.deepEqual([cpu, memory, cpuArchitecture], ['1024', '2048', 'X86_64'])
    assert.equal(healthCheckPath, '/')
    assert.equal(primaryContainer!.containerPort, 80)
    assert.equal(primaryContainer!.awsLogsConfiguration!.logStreamPrefix, 'ecs')
    assert.match(configuration!.ingressPaths![0]!.endpoint!, /^we-[0-9a-f]{32}\.ecs\.us-east-1\./)
    const service = await describeService(serviceArn!)
    assert.equal(service.resourceManagementType, 'ECS')
    assert.equal(service.launchType, undefined)
    assert.equal(service.capacityProviderStrategy![0]!.capacityProvider, 'FARGATE')
    assert.equal(service.healthCheckGracePeriodSeconds, 300)
    assert.equal(service.propagateTags, 'SERVICE')
    const { strategy, canaryConfiguration, bakeTimeInMinutes, alarms } =
      service.deploymentConfiguration!
    assert.deepEqual(
      [strategy, canaryConfiguration, bakeTimeInMinutes, alarms!.alarmNames],
      [
        'CANARY',
        { canaryPercent: 5, canaryBakeTimeInMinutes: 3 },
        3,
        [`default/${serviceName}/RollbackAlarm`],
      ],
    )
    const { taskDefinition } = await express.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: `default-${serviceName}` }),
    )
    const [main] = taskDefinition!.containerDefinitions!
    assert.deepEqual(
      [main!.name, main!.stopTimeout, main!.linuxParameters, main!.versionConsistency],
      ['Main', 30, { initProcessEnabled: true }, 'enabled'],
    )
    const { clusters } = await express.ecs.send(new DescribeClustersCommand())
    assert.deepEqual(clusters![0]!.capacityProviders, ['FARGATE'])
  })

  test('makes a name from the image’s', async () => {
    const { serviceName } = await create({ serviceName: undefined })
    assert.match(serviceName!, /^app-[0-9a-f]{4}$/)
  })

  test('adds its own security group to the given ones', async () => {
    const { vpcId } = await defaultNetwork(target)
    const { GroupId } = await new EC2Client(target.config).send(
      new CreateSecurityGroupCommand({ GroupName: unique('g'), Description: 'g', VpcId: vpcId }),
    )
    const { activeConfigurations } = await create({
      networkConfiguration: { securityGroups: [GroupId!] },
    })
    const { securityGroups } = activeConfigurations![0]!.networkConfiguration!
    assert.equal(securityGroups!.length, 2)
    assert.equal(securityGroups![0], GroupId)
  })

  test('makes an internal load balancer for private subnets', async () => {
    const { subnets, vpcId } = await networkOf()
    const { activeConfigurations, serviceName } = await create({
      networkConfiguration: { subnets },
    })
    assert.equal(activeConfigurations![0]!.ingressPaths![0]!.accessType, 'PRIVATE')
    const { networkConfiguration } = await describeService(serviceName!)
    assert.equal(networkConfiguration!.awsvpcConfiguration!.assignPublicIp, 'DISABLED')
    const { LoadBalancers } = await new ElasticLoadBalancingV2Client(target.config).send(
      new DescribeLoadBalancersCommand(),
    )
    assert.equal(LoadBalancers!.find(({ VpcId }) => VpcId === vpcId)!.Scheme, 'internal')
  })

  test('runs a task definition of the user’s own, and describes its container', async () => {
    const taskDefinitionArn = await register({
      portMappings: [{ containerPort: 3000, name: 'http' }],
      command: ['serve'],
    })
    const { activeConfigurations } = await create({ ...own, taskDefinitionArn })
    const { primaryContainer, cpu, cpuArchitecture } = activeConfigurations![0]!
    assert.equal(activeConfigurations![0]!.taskDefinitionArn, taskDefinitionArn)
    assert.deepEqual(
      [primaryContainer!.image, primaryContainer!.containerPort, primaryContainer!.command],
      ['own:1', 3000, ['serve']],
    )
    assert.deepEqual([cpu, cpuArchitecture], ['256', undefined])
  })

  const rejected = (settings: () => Settings | Promise<Settings>, error: object) => async () => {
    const before = await express.ecs.send(new ListServicesCommand({ maxResults: 100 }))
    await assert.rejects(create(await settings()), error)
    const { serviceArns } = await express.ecs.send(new ListServicesCommand({ maxResults: 100 }))
    assert.deepEqual(serviceArns, before.serviceArns)
  }
  const invalid = (message: RegExp) => ({ name: 'InvalidParameterException', message })

  test(
    'rejects an infrastructure role that ECS cannot assume',
    rejected(() => ({ infrastructureRoleArn: 'arn:aws:iam::000000000000:role/execution' }), {
      name: 'AccessDeniedException',
      message: /^Cannot assume role/,
    }),
  )
  test(
    'rejects a cluster other than the default that is not there',
    rejected(() => ({ cluster: 'none' }), { name: 'ClusterNotFoundException' }),
  )
  test(
    'rejects a task definition beside a container',
    rejected(
      async () => ({ taskDefinitionArn: await register({}) }),
      invalid(/cannot both be specified/),
    ),
  )
  test(
    'rejects a task definition whose port has no name',
    rejected(
      async () => ({
        ...own,
        taskDefinitionArn: await register({ portMappings: [{ containerPort: 80 }] }),
      }),
      invalid(/single TCP port mapping/),
    ),
  )
  test(
    'rejects a request without a container',
    rejected(() => ({ primaryContainer: undefined }), invalid(/primaryContainer/)),
  )
  test(
    'rejects CPU and memory that Fargate does not have together',
    rejected(() => ({ cpu: '256', memory: '8192' }), { name: 'ClientException' }),
  )
  test(
    'does not guess what AWS does with a health check path without a slash',
    rejected(() => ({ healthCheckPath: 'HTTP:80/ping' }), { name: 'InternalFailure' }),
  )

  test('rejects a second service of a name', async () => {
    const { serviceName } = await create()
    await assert.rejects(create({ serviceName }), invalid(/was not idempotent/))
  })

  test('reports a service that is not there', async () => {
    const serviceArn = 'arn:aws:ecs:us-east-1:000000000000:service/default/none'
    await assert.rejects(express.describe(serviceArn), { name: 'ResourceNotFoundException' })
    await assert.rejects(express.delete(serviceArn), invalid(/^Resource not found$/))
    await assert.rejects(
      express.ecs.send(new UpdateExpressGatewayServiceCommand({ serviceArn, cpu: '512' })),
      { name: 'ServiceNotFoundException' },
    )
  })

  test('changes nothing about a service that has ended', async () => {
    const { serviceArn, activeConfigurations } = await create()
    await express.delete(serviceArn!)
    await express.ended(serviceArn!)
    await assert.rejects(express.delete(serviceArn!), {
      name: 'ServiceNotActiveException',
      message: 'Cannot perform this operation on a service in INACTIVE status',
    })
    const serviceRevisionArns = [activeConfigurations![0]!.serviceRevisionArn!]
    await assert.rejects(
      express.ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns })),
      invalid(/^Cannot call DescribeServiceRevisions for a service that is INACTIVE$/),
    )
  })

  test('is a service that the other operations describe and do not take apart', async () => {
    const { serviceArn, serviceName } = await create()
    const list = async (resourceManagementType: 'ECS' | 'CUSTOMER') =>
      (await express.ecs.send(new ListServicesCommand({ resourceManagementType, maxResults: 100 })))
        .serviceArns!
    assert.ok((await list('ECS')).includes(serviceArn!))
    assert.deepEqual(await list('CUSTOMER'), [])
    const absent = { name: 'InternalFailure' }
    await assert.rejects(
      express.ecs.send(new DeleteServiceCommand({ service: serviceName!, force: true })),
      absent,
    )
    await assert.rejects(
      express.ecs.send(new UpdateServiceCommand({ service: serviceName!, loadBalancers: [] })),
      absent,
    )
    await express.ecs.send(new UpdateServiceCommand({ service: serviceName!, desiredCount: 0 }))
  })

  test('opens the port that an update gives, and keeps the one before', async () => {
    const { serviceArn } = await create()
    const update = (containerPort: number) =>
      express.ecs.send(
        new UpdateExpressGatewayServiceCommand({
          serviceArn: serviceArn!,
          primaryContainer: { image: 'shop/app:2', containerPort },
        }),
      )
    await update(8080)
    const { service } = await update(80)
    assert.equal(service!.targetConfiguration!.primaryContainer!.containerPort, 80)
  })
})
