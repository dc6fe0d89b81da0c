import { ensureRole, networkOf } from './resources.ts'
import type { Cases, World } from './world.ts'

const tags = [
  { key: 'a', value: '1' },
  { key: 'a', value: '2' },
]

export async function ecsCases(world: World): Promise<Cases> {
  const { run } = world
  const { subnets } = await networkOf(world)
  const role = await ensureRole(world, 'task')
  await run('ecs', 'CreateCluster', { clusterName: 'c' })
  await run('ecs', 'CreateCluster', { clusterName: 'busy' })
  const container = { name: 'app', image: 'app', memory: 64 }
  const definition = {
    family: 'f',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [container],
    executionRoleArn: role,
  }
  const { taskDefinition } = await run<{ taskDefinition: { taskDefinitionArn: string } }>(
    'ecs',
    'RegisterTaskDefinition',
    definition,
  )
  const networkConfiguration = { awsvpcConfiguration: { subnets } }
  const launch = { taskDefinition: 'f:1', launchType: 'FARGATE', networkConfiguration }
  const service = { serviceName: 's', desiredCount: 1, ...launch }
  await run('ecs', 'CreateService', { cluster: 'busy', ...service })
  const { tasks } = await run<{ tasks: { taskArn: string }[] }>('ecs', 'RunTask', {
    cluster: 'busy',
    ...launch,
  })
  const task = tasks[0]!.taskArn
  const express = {
    executionRoleArn: role,
    primaryContainer: { image: 'app' },
    scalingTarget: { minTaskCount: 0 },
  }
  const infrastructureRoleArn = await ensureRole(world, 'infrastructure', 'ecs.amazonaws.com')
  const { service: gateway } = await run<{ service: { serviceArn: string } }>(
    'ecs',
    'CreateExpressGatewayService',
    { cluster: 'busy', serviceName: 'x', ...express, infrastructureRoleArn },
  )
  const resourceArn = taskDefinition.taskDefinitionArn
  return {
    CreateCluster: { clusterName: 'new', tags },
    CreateExpressGatewayService: { ...express, infrastructureRoleArn: role },
    CreateService: { cluster: 'c', ...service, tags },
    DeleteAccountSetting: 'Every setting can be deleted, whether it was made or not.',
    DeleteCluster: { cluster: 'busy' },
    DeleteExpressGatewayService: { serviceArn: `${gateway.serviceArn}0` },
    DeleteService: { cluster: 'busy', service: 's' },
    DeleteTaskDefinitions: { taskDefinitions: Array<string>(11).fill('f:1') },
    DeregisterTaskDefinition: { taskDefinition: 'f:2' },
    ExecuteCommand: { cluster: 'busy', task, command: 'sh', interactive: true },
    PutAccountSetting: { name: 'containerInsights', value: 'on' },
    PutAccountSettingDefault: { name: 'containerInsights', value: 'on' },
    PutClusterCapacityProviders: {
      cluster: 'c',
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }],
    },
    RegisterTaskDefinition: { ...definition, family: 'g', tags },
    RunTask: { cluster: 'c', ...launch, count: 2, tags },
    StopServiceDeployment: { serviceDeploymentArn: 'arn:aws:ecs:us-east-1:000000000000:x' },
    StopTask: { cluster: 'c', task },
    TagResource: { resourceArn, tags: [{ key: 'b', value: '1' }, ...tags] },
    UntagResource: { resourceArn: `${resourceArn}0`, tagKeys: ['a'] },
    UpdateCluster: { cluster: 'c', settings: [{ name: 'containerInsights', value: 'on' }] },
    UpdateClusterSettings: { cluster: 'c', settings: [{ name: 'containerInsights', value: 'on' }] },
    UpdateExpressGatewayService: {
      serviceArn: gateway.serviceArn,
      primaryContainer: { image: 'new' },
      healthCheckPath: '/new',
      networkConfiguration: { subnets: ['subnet-0'] },
    },
    UpdateService: { cluster: 'busy', service: 's', desiredCount: 2, enableExecuteCommand: true },
    UpdateTaskProtection: {
      cluster: 'busy',
      tasks: [task, 'none'],
      protectionEnabled: true,
    },
    ContinueServiceDeployment: {
      serviceDeploymentArn: `arn:aws:ecs:us-east-1:000000000000:x`,
      hookId: 'ecs-pause-1',
    },
  }
}
