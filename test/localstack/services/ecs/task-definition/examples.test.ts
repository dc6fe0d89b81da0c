import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type ContainerDefinition,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

type Example = Omit<RegisterTaskDefinitionCommandInput, 'family'>

const executionRoleArn = 'arn:aws:iam::000000000000:role/execution'
const region = 'us-east-1'

const toLogs = (group: string): ContainerDefinition['logConfiguration'] => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-create-group': 'True',
    'awslogs-group': group,
    'awslogs-region': region,
    'awslogs-stream-prefix': 'ecs',
  },
})

const onFargate = (...containerDefinitions: ContainerDefinition[]): Example => ({
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '512',
  memory: '1 GB',
  executionRoleArn,
  taskRoleArn: executionRoleArn,
  containerDefinitions,
})

/** Definitions of the shape of those that AWS publishes for its own images. */
const examples: Record<string, Example> = {
  'FireLens with Fluent Bit, which sends to CloudWatch Logs': onFargate(
    {
      name: 'log_router',
      image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
      essential: true,
      firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
      logConfiguration: toLogs('/ecs/router'),
      memoryReservation: 50,
      user: '0',
    },
    {
      name: 'app',
      image: 'nginx:alpine',
      essential: true,
      logConfiguration: {
        logDriver: 'awsfirelens',
        options: {
          Name: 'cloudwatch',
          region,
          log_group_name: '/ecs/app',
          auto_create_group: 'true',
          log_stream_prefix: 'from-fluent-bit-',
          retry_limit: '2',
        },
      },
      memoryReservation: 100,
    },
  ),
  'the OpenTelemetry collector as a sidecar': onFargate(
    {
      name: 'aws-otel-collector',
      image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.2',
      essential: true,
      command: ['--config=/etc/ecs/ecs-cloudwatch-xray.yaml'],
      secrets: [{ name: 'AOT_CONFIG_CONTENT', valueFrom: 'otel-collector-config' }],
      portMappings: [
        { name: 'otlp', containerPort: 4317, protocol: 'tcp', appProtocol: 'grpc' },
        { containerPort: 4318, protocol: 'tcp' },
        { containerPort: 2000, protocol: 'udp' },
      ],
      healthCheck: {
        command: ['/healthcheck'],
        interval: 5,
        timeout: 6,
        retries: 5,
        startPeriod: 1,
      },
      logConfiguration: toLogs('/ecs/collector'),
    },
    {
      name: 'app',
      image: 'app',
      dependsOn: [{ containerName: 'aws-otel-collector', condition: 'HEALTHY' }],
    },
  ),
  'the CloudWatch agent, configured by a parameter': onFargate(
    {
      name: 'cloudwatch-agent',
      image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest',
      secrets: [{ name: 'CW_CONFIG_CONTENT', valueFrom: 'ecs-cwagent' }],
      logConfiguration: toLogs('/ecs/agent'),
    },
    { name: 'app', image: 'app', essential: true },
  ),
  'the X-Ray daemon': onFargate(
    {
      name: 'xray-daemon',
      image: 'public.ecr.aws/xray/aws-xray-daemon:latest',
      cpu: 32,
      memoryReservation: 256,
      essential: false,
      portMappings: [{ containerPort: 2000, protocol: 'udp' }],
    },
    { name: 'app', image: 'app' },
  ),
  'an Amazon EFS volume with an access point': {
    ...onFargate({
      name: 'app',
      image: 'app',
      mountPoints: [{ sourceVolume: 'efs', containerPath: '/data', readOnly: false }],
    }),
    volumes: [
      {
        name: 'efs',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-12345678',
          transitEncryption: 'ENABLED',
          authorizationConfig: { accessPointId: 'fsap-12345678', iam: 'ENABLED' },
        },
      },
    ],
  },
  'a Windows server on Fargate': {
    ...onFargate({
      name: 'iis',
      image: 'mcr.microsoft.com/windows/servercore/iis',
      entryPoint: ['powershell', '-Command'],
      command: ['C:\\ServiceMonitor.exe w3svc'],
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      logConfiguration: toLogs('/ecs/iis'),
    }),
    cpu: '1024',
    memory: '2048',
    runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
  },
  'a GPU on container instances': {
    requiresCompatibilities: ['EC2'],
    containerDefinitions: [
      {
        name: 'gpu',
        image: 'nvidia/cuda:12.4.1-base-ubuntu22.04',
        memory: 100,
        command: ['sh', '-c', 'nvidia-smi'],
        resourceRequirements: [{ type: 'GPU', value: '1' }],
      },
    ],
  },
  'a daemon on container instances, with links, host volumes and privileges': {
    networkMode: 'bridge',
    requiresCompatibilities: ['EC2'],
    volumes: [{ name: 'docker', host: { sourcePath: '/var/run/docker.sock' } }],
    containerDefinitions: [
      {
        name: 'wordpress',
        image: 'wordpress',
        links: ['mysql'],
        memory: 500,
        cpu: 10,
        portMappings: [{ containerPort: 80, hostPort: 80 }],
      },
      {
        name: 'mysql',
        image: 'mysql',
        memory: 500,
        cpu: 10,
        privileged: true,
        mountPoints: [{ sourceVolume: 'docker', containerPath: '/var/run/docker.sock' }],
        linuxParameters: { sharedMemorySize: 64, capabilities: { add: ['NET_ADMIN'] } },
        logConfiguration: { logDriver: 'json-file', options: { 'max-size': '10m' } },
      },
    ],
  },
}

describe('AWS’s examples are registered:', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  for (const [what, example] of Object.entries(examples))
    test(what, async () => {
      const { taskDefinition } = await app.ecs.send(
        new RegisterTaskDefinitionCommand({ family: app.family, ...example }),
      )
      for (const launchType of example.requiresCompatibilities!)
        assert.ok(taskDefinition!.compatibilities!.includes(launchType), launchType)
    })

  test('a health check without CMD makes its container healthy', async () => {
    await app.register({
      command: ['sleep', '60'],
      healthCheck: { command: ['true'], interval: 5 },
    })
    const { taskArn } = await app.runTask()
    await until('a healthy task', async () => {
      const { healthStatus } = await app.describeTask(taskArn!)
      return healthStatus === 'HEALTHY'
    })
  })

  test('a task with FireLens runs', async () => {
    const router = await app.container({
      name: 'log_router',
      essential: true,
      command: ['sleep', '60'],
      portMappings: [],
      firelensConfiguration: { type: 'fluentbit' },
    })
    const logged = await app.container({
      command: [
        'node',
        '-e',
        'const { FLUENT_HOST: host, FLUENT_PORT: port } = process.env; if (`${host}:${port}` === "127.0.0.1:24224") setTimeout(() => {}, 60_000)',
      ],
      logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch' } },
    })
    await app.register({}, { containerDefinitions: [router, logged] })
    const { taskArn } = await app.runTask()
    await until('a router and what logs to it', async () => {
      const { containers } = await app.describeTask(taskArn!)
      return containers!.every(({ lastStatus }) => lastStatus === 'RUNNING')
    })
  })
})
