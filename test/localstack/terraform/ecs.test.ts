import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  UpdateClusterCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { defaultNetwork } from '../../support/balancer.ts'
import { openTarget, type Target, unique } from '../../support/target.ts'
import { until } from '../../support/until.ts'
import { assertPlanIsEmpty } from './plan.ts'

const tags = [{ key: 'Name', value: 'app' }]

async function createCluster({ config }: Target) {
  const ecs = new ECSClient(config)
  const clusterName = unique('tf')
  const settings = [{ name: 'containerInsights' as const, value: 'enabled' }]
  await ecs.send(new CreateClusterCommand({ clusterName, settings, tags }))
  const read = async () => {
    const { clusters, failures } = await ecs.send(
      new DescribeClustersCommand({
        clusters: [clusterName],
        include: ['CONFIGURATIONS', 'SETTINGS', 'TAGS'],
      }),
    )
    assert.deepEqual(failures, [])
    return clusters![0]!
  }
  return { ecs, clusterName, settings, read }
}

test('aws_ecs_cluster and aws_ecs_cluster_capacity_providers', async () => {
  await using target = await openTarget()
  const { ecs, clusterName, settings, read } = await createCluster(target)
  assertPlanIsEmpty(
    { clusterName, status: 'ACTIVE', settings, tags, capacityProviders: [] },
    await read(),
  )
  const providers = {
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 100 }],
  }
  await ecs.send(new PutClusterCapacityProvidersCommand({ cluster: clusterName, ...providers }))
  assertPlanIsEmpty({ ...providers }, await read())

  const disabled = [{ name: 'containerInsights' as const, value: 'disabled' }]
  await ecs.send(new UpdateClusterCommand({ cluster: clusterName, settings: disabled }))
  assertPlanIsEmpty({ ...providers, settings: disabled }, await read())

  const noProviders = { capacityProviders: [], defaultCapacityProviderStrategy: [] }
  await ecs.send(new PutClusterCapacityProvidersCommand({ cluster: clusterName, ...noProviders }))
  assertPlanIsEmpty(noProviders, await read())
  await ecs.send(new DeleteClusterCommand({ cluster: clusterName }))
  assert.equal((await read()).status, 'INACTIVE')
})

test('aws_ecs_task_definition and aws_ecs_service with wait_for_steady_state', async () => {
  await using target = await openTarget()
  const { ecs, clusterName: cluster } = await createCluster(target)
  const { subnetIds } = await defaultNetwork(target)
  const definition = {
    family: unique('tf'),
    networkMode: 'awsvpc' as const,
    requiresCompatibilities: ['FARGATE' as const],
    cpu: '256',
    memory: '512',
    runtimePlatform: {
      cpuArchitecture: 'X86_64' as const,
      operatingSystemFamily: 'LINUX' as const,
    },
    containerDefinitions: [
      {
        name: 'app',
        image: 'public.ecr.aws/docker/library/nginx:latest',
        essential: true,
        environment: [{ name: 'A', value: 'b' }],
        portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' as const }],
      },
    ],
  }
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({ ...definition, tags }),
  )
  const arn = taskDefinition!.taskDefinitionArn!
  const readDefinition = async () => {
    const { taskDefinition: found, tags: foundTags } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] }),
    )
    return { ...found, tags: foundTags }
  }
  assertPlanIsEmpty({ ...definition, status: 'ACTIVE', tags }, await readDefinition())

  const sent = {
    desiredCount: 0,
    launchType: 'FARGATE' as const,
    schedulingStrategy: 'REPLICA' as const,
    enableECSManagedTags: false,
    enableExecuteCommand: false,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
    },
    deploymentController: { type: 'ECS' as const },
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: subnetIds.slice(0, 2),
        securityGroups: [],
        assignPublicIp: 'ENABLED' as const,
      },
    },
  }
  const serviceName = unique('tf')
  const after = new Date()
  await ecs.send(
    new CreateServiceCommand({ cluster, serviceName, taskDefinition: arn, ...sent, tags }),
  )
  const read = async () => {
    const { services } = await ecs.send(
      new DescribeServicesCommand({ cluster, services: [serviceName], include: ['TAGS'] }),
    )
    return services![0]!
  }
  /** The provider takes the number of the primary deployment and looks for it in the target revisions. */
  const steadyState = async () => {
    const { id } = (await read()).deployments!.find(({ status }) => status === 'PRIMARY')!
    const number = id!.replace(/^ecs-svc\//, '')
    assert.match(number, /^\d{19}$/)
    const { serviceDeployments } = await ecs.send(
      new ListServiceDeploymentsCommand({
        cluster,
        service: serviceName,
        createdAt: { after },
      }),
    )
    const found = serviceDeployments!.find(({ targetServiceRevisionArn }) =>
      targetServiceRevisionArn!.includes(number),
    )
    const serviceDeploymentArns = [found!.serviceDeploymentArn!]
    await until('the deployment to succeed', async () => {
      const { serviceDeployments: now } = await ecs.send(
        new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }),
      )
      return now![0]!.status === 'SUCCESSFUL'
    })
  }
  await steadyState()
  assertPlanIsEmpty(
    { ...sent, serviceName, status: 'ACTIVE', taskDefinition: arn, tags },
    await read(),
  )

  await ecs.send(
    new UpdateServiceCommand({ cluster, service: serviceName, forceNewDeployment: true }),
  )
  await steadyState()
  assertPlanIsEmpty(sent, await read())

  await ecs.send(new UpdateServiceCommand({ cluster, service: serviceName, desiredCount: 0 }))
  await ecs.send(new DeleteServiceCommand({ cluster, service: serviceName, force: false }))
  await until('the service to be gone', async () => (await read()).status === 'INACTIVE')
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }))
  assert.equal((await readDefinition()).status, 'INACTIVE')
  await ecs.send(new DeleteClusterCommand({ cluster }))
})
