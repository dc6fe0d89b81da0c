import {
  type ContainerSettings,
  type Refused,
  type TaskSettings,
  testRefusals,
} from '../../../../support/task-definition.ts'
import { openTarget } from '../../../../support/target.ts'

const ecrImage = '000000000000.dkr.ecr.us-east-1.amazonaws.com/app:1'
const mounted: ContainerSettings = { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] }

/** What Fargate runs no container with, by the name in its message. */
const unsupported = (
  feature: string,
  container: ContainerSettings,
  task?: TaskSettings,
): Refused[] => [
  {
    what: feature,
    container,
    ...(task && { task }),
    message: `Fargate compatible task definitions do not support ${feature}`,
  },
]

const refused: Refused[] = [
  {
    what: 'a size Fargate does not sell',
    task: { cpu: '256', memory: '4096' },
    message:
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
  },
  {
    what: 'a CPU that is none',
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
    what: 'an ECR image without an execution role',
    container: { image: ecrImage, logConfiguration: undefined },
    task: { executionRoleArn: undefined },
    message: 'Fargate requires task definition to have execution role ARN to support ECR images.',
  },
  {
    what: 'awslogs without an execution role',
    task: { executionRoleArn: undefined },
    message:
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  },
  {
    what: 'another network mode',
    task: { networkMode: 'bridge' },
    message: 'Fargate only supports network mode ‘awsvpc’.',
  },
  {
    what: 'no network mode',
    task: { networkMode: undefined },
    message: 'Fargate only supports network mode ‘awsvpc’.',
  },
  {
    what: 'awslogs without a stream prefix',
    container: {
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' },
      },
    },
    message:
      'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
  },
  {
    what: 'another log driver',
    container: { logConfiguration: { logDriver: 'json-file' } },
    message: 'json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]',
  },
  {
    what: 'too little storage',
    task: { ephemeralStorage: { sizeInGiB: 20 } },
    message: 'EphemeralStorage size should be at least 21',
  },
  {
    what: 'too much storage',
    task: { ephemeralStorage: { sizeInGiB: 201 } },
    message: 'EphemeralStorage size should be at most 200',
  },
  {
    what: 'privileged',
    container: { privileged: true },
    message: "Fargate requires that the 'privileged' setting be 'false'.",
  },
  ...unsupported('devices', { linuxParameters: { devices: [{ hostPath: '/dev/kvm' }] } }),
  ...unsupported('maxSwap', { linuxParameters: { maxSwap: 64 } }),
  ...unsupported('sharedMemorySize', { linuxParameters: { sharedMemorySize: 64 } }),
  ...unsupported('dockerSecurityOptions', { dockerSecurityOptions: ['no-new-privileges'] }),
  ...unsupported('ipcMode', {}, { ipcMode: 'task' }),
  ...unsupported('constraints', {}, { placementConstraints: [{ type: 'memberOf' }] }),
  ...unsupported('sourcePath', mounted, {
    volumes: [{ name: 'v', host: { sourcePath: '/etc' } }],
  }),
  ...unsupported('dockerVolumeConfiguration', mounted, {
    volumes: [{ name: 'v', dockerVolumeConfiguration: { scope: 'task' } }],
  }),
  {
    what: 'a GPU',
    container: { resourceRequirements: [{ type: 'GPU', value: '1' }] },
    message: 'Tasks using the Fargate launch type do not support GPU resource requirements.',
  },
  {
    what: 'the host’s processes',
    task: { pidMode: 'host' },
    message: "Tasks using the Fargate launch type do not support pidMode 'host'.",
  },
  {
    what: 'a capability',
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
    what: 'a stop timeout beyond Fargate’s',
    container: { stopTimeout: 121 },
    message:
      'Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.',
  },
  {
    what: 'a start timeout too short',
    container: { startTimeout: 1 },
    message: "Granular start timeout on container 'app' must be at least 2 seconds.",
  },
]

void testRefusals('Fargate refuses', refused, () => openTarget())
