import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type ContainerDefinition,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../support/ecs.ts'
import { openTarget, type Target } from '../../../support/target.ts'

type Task = Partial<RegisterTaskDefinitionCommandInput>
type Container = Partial<ContainerDefinition>
interface Refused {
  what: string
  container?: Container
  task?: Task
  message: string
}

const ecrImage = '000000000000.dkr.ecr.us-east-1.amazonaws.com/app:1'
const awslogs = (options: Record<string, string>): Container => ({
  logConfiguration: { logDriver: 'awslogs', options },
})
const side: ContainerDefinition = { name: 'side', image: 'busybox', essential: false }

const refused: Refused[] = [
  {
    what: 'R1 a size Fargate does not sell',
    task: { cpu: '256', memory: '4096' },
    message: 'No Fargate configuration exists for given values.',
  },
  {
    what: 'R2 a CPU that is none',
    task: { cpu: 'lots' },
    message:
      "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  },
  {
    what: 'no CPU',
    task: { cpu: undefined },
    message: "Fargate requires that 'cpu' be defined at the task level.",
  },
  {
    what: 'R3 an ECR image without an execution role',
    container: { image: ecrImage, logConfiguration: undefined },
    task: { executionRoleArn: undefined },
    message: 'Fargate requires task definition to have execution role ARN to support ECR images.',
  },
  {
    what: 'R3 awslogs without an execution role',
    task: { executionRoleArn: undefined },
    message:
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  },
  {
    what: 'R4 another network mode',
    task: { networkMode: 'bridge' },
    message: 'Fargate only supports network mode ‘awsvpc’.',
  },
  {
    what: 'R4 no network mode',
    task: { networkMode: undefined },
    message: 'Fargate only supports network mode ‘awsvpc’.',
  },
  {
    what: 'R6 a host port that differs',
    container: { portMappings: [{ containerPort: 8080, hostPort: 80 }] },
    message:
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
  },
  { what: 'R8 a role that is none', task: { taskRoleArn: '' }, message: 'Role is not valid' },
  {
    what: 'R9 awslogs without a group',
    container: awslogs({ 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' }),
    message: 'Log driver awslogs requires options: awslogs-group',
  },
  {
    what: 'R9 awslogs without a stream prefix',
    container: awslogs({ 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' }),
    message:
      'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
  },
  {
    what: 'R10 another log driver',
    container: { logConfiguration: { logDriver: 'json-file' } },
    message: 'json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]',
  },
  {
    what: 'R11 secrets without an execution role',
    container: { secrets: [{ name: 'S', valueFrom: 'arn' }], logConfiguration: undefined },
    task: { executionRoleArn: undefined },
    message:
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  },
  {
    what: 'R15 no container',
    task: { containerDefinitions: [] },
    message: 'Container list cannot be empty.',
  },
  {
    what: 'R15 a name twice',
    task: { containerDefinitions: [{ ...side, essential: true }, side] },
    message: 'Container names must be unique within a task definition.',
  },
  {
    what: 'R15 no essential container',
    task: { containerDefinitions: [side] },
    message: "Task definition doesn't have any essential container.",
  },
  {
    what: 'a container name that is none',
    container: { name: 'my app' },
    message: 'Container.name contains invalid characters.',
  },
  {
    what: 'R18 too little storage',
    task: { ephemeralStorage: { sizeInGiB: 20 } },
    message: 'EphemeralStorage size should be at least 21',
  },
  {
    what: 'R18 too much storage',
    task: { ephemeralStorage: { sizeInGiB: 201 } },
    message: 'EphemeralStorage size should be at most 200',
  },
  {
    what: 'R19 privileged',
    container: { privileged: true },
    message: "Fargate requires that the 'privileged' setting be 'false'.",
  },
  {
    what: 'R19 shared memory',
    container: { linuxParameters: { sharedMemorySize: 64 } },
    message: 'Fargate compatible task definitions do not support sharedMemorySize',
  },
  {
    what: 'R19 a host path',
    container: { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] },
    task: { volumes: [{ name: 'v', host: { sourcePath: '/etc' } }] },
    message: 'Fargate compatible task definitions do not support sourcePath',
  },
  {
    what: 'R19 the host’s processes',
    task: { pidMode: 'host' },
    message: "Tasks using the Fargate launch type do not support pidMode 'host'.",
  },
  {
    what: 'R19 a capability',
    container: { linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } },
    message: 'NET_ADMIN is not allowed on Fargate.',
  },
  {
    what: 'a container larger than its task',
    container: { memory: 1024 },
    message: "The 'memory' setting for container 'app' is greater than for the task.",
  },
  {
    what: 'containers with more CPU than their task',
    container: { cpu: 512 },
    message:
      "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
  },
  {
    what: 'a volume that is not there',
    container: { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] },
    message: "Unknown volume 'v'.",
  },
  {
    what: 'a dependency that is not there',
    container: { dependsOn: [{ containerName: 'db', condition: 'START' }] },
    message: 'Cannot depend on container db because it does not exist.',
  },
  {
    what: 'links',
    container: { links: ['db'] },
    message: 'Links are not supported when networkMode=awsvpc.',
  },
  {
    what: 'a soft limit above the hard one',
    container: { ulimits: [{ name: 'nofile', softLimit: 2, hardLimit: 1 }] },
    message: 'Soft limit exceeds hard limit for ulimit nofile.',
  },
  {
    what: 'a family that is none',
    task: { family: 'my app' },
    message: 'Family contains invalid characters.',
  },
]

describe('RegisterTaskDefinition refuses', () => {
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

  for (const { what, container, task, message } of refused)
    test(what, async () => {
      const input = { ...(await app.definition(container, task)) }
      await assert.rejects(app.ecs.send(new RegisterTaskDefinitionCommand(input)), {
        name: 'ClientException',
        message,
      })
    })

  for (const [setting, value] of Object.entries({
    interval: 4,
    timeout: 61,
    retries: 11,
    startPeriod: 301,
  }))
    test(`R17 a health check with ${setting} ${value}`, async () => {
      const healthCheck = { command: ['CMD', 'true'], [setting]: value }
      const input = await app.definition({ healthCheck })
      await assert.rejects(app.ecs.send(new RegisterTaskDefinitionCommand(input)), {
        name: 'ClientException',
      })
    })
})
