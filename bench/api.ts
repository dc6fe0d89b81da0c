import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { bundleEmulator, jsonHeaders, startEmulatorProcess } from './lib/emulator.ts'
import { report, requireTool } from './lib/tools.ts'
import { requestsPerSecond } from './lib/wrk.ts'
import { startMoto } from './peers/moto.ts'

export const apiCalls = [
  {
    name: 'ECR DescribeRepositories',
    service: 'ecr',
    target: 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
    body: '{}',
  },
  {
    name: 'ECS DescribeServices',
    service: 'ecs',
    target: 'AmazonEC2ContainerServiceV20141113.DescribeServices',
    body: '{"cluster":"bench","services":["web"]}',
  },
]

/** Calls answered a second over 10 connections, next to moto's server, in turns in one run. */
export async function benchApi(): Promise<void> {
  requireTool('wrk')
  using bundle = bundleEmulator()
  await using emulator = await startEmulatorProcess(bundle.directory)
  await using moto = await startMoto()
  for (const { url } of [emulator, moto]) await prepareApi(url)
  for (const { name, service, target, body } of apiCalls) {
    const load = { headers: jsonHeaders(service, target), body }
    requestsPerSecond({ ...load, url: emulator.url, seconds: 2 })
    const ours = requestsPerSecond({ ...load, url: emulator.url, seconds: 5 })
    const theirs = requestsPerSecond({ ...load, url: moto.url, seconds: 5 })
    const ratio = ours / theirs
    const measured = `${ours.toFixed(0)}/s, moto ${theirs.toFixed(0)}/s: ${ratio.toFixed(1)} times`
    report(name, measured, 'at least 10 times', ratio >= 10)
  }
}

export async function prepareApi(endpoint: string): Promise<void> {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }
  await new ECRClient(config).send(new CreateRepositoryCommand({ repositoryName: 'web' }))
  const ec2 = new EC2Client(config)
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}))
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}))
  const ecs = new ECSClient(config)
  await ecs.send(new CreateClusterCommand({ clusterName: 'bench' }))
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'web', image: 'web', portMappings: [{ containerPort: 80 }] }],
    }),
  )
  const subnets = Subnets.map(({ SubnetId }) => SubnetId!).slice(0, 2)
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'bench',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: { subnets, securityGroups: [SecurityGroups[0]!.GroupId!] },
      },
    }),
  )
}
