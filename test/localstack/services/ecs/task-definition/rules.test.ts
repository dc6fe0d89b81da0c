import {
  type ContainerSettings,
  type Refused,
  type TaskSettings,
  testRefusals,
} from '../../../../support/task-definition.ts'
import { openTarget } from '../../../../support/target.ts'

const awslogs = (options: Record<string, string>): ContainerSettings => ({
  logConfiguration: { logDriver: 'awslogs', options },
})
const side = { name: 'side', image: 'busybox', essential: false }
const mounted: ContainerSettings = { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] }
const efs = (efsVolumeConfiguration: object): TaskSettings => ({
  volumes: [
    { name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-1', ...efsVolumeConfiguration } },
  ],
})
const ports = (
  ...portMappings: NonNullable<ContainerSettings['portMappings']>
): ContainerSettings => ({
  portMappings,
})

const refused: Refused[] = [
  {
    what: 'a host port that differs',
    container: { portMappings: [{ containerPort: 8080, hostPort: 80 }] },
    message:
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
  },
  { what: 'a role that is none', task: { taskRoleArn: '' }, message: 'Role is not valid' },
  {
    what: 'awslogs without a group',
    container: awslogs({ 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' }),
    message: 'Log driver awslogs requires options: awslogs-group',
  },
  {
    what: 'an option that awslogs does not have',
    container: awslogs({ 'awslogs-group': 'g', 'awslogs-stream-prefix': 'ecs', log_key: 'log' }),
    message: 'Log driver awslogs disallows options: log_key',
  },
  {
    what: 'a secret under the name of a variable',
    container: {
      environment: [{ name: 'PASSWORD', value: 'x' }],
      secrets: [{ name: 'PASSWORD', valueFrom: '/password' }],
    },
    message:
      "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'PASSWORD'.",
  },
  {
    what: 'secrets without an execution role',
    container: { secrets: [{ name: 'S', valueFrom: 'arn' }], logConfiguration: undefined },
    task: { executionRoleArn: undefined },
    message:
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  },
  {
    what: 'no container',
    task: { containerDefinitions: [] },
    message: 'Container list cannot be empty.',
  },
  {
    what: 'a name twice',
    task: { containerDefinitions: [{ ...side, essential: true }, side] },
    message: 'Container names must be unique within a task definition.',
  },
  {
    what: 'no essential container',
    task: { containerDefinitions: [side] },
    message: "Task definition doesn't have any essential container.",
  },
  {
    what: 'a container name that is none',
    container: { name: 'my app' },
    message: 'Container.name contains invalid characters.',
  },
  {
    what: 'a volume that is not there',
    container: mounted,
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
    what: 'a volume that no container mounts',
    task: { volumes: [{ name: 'v' }] },
    message: 'Volumes [v] are not referenced by any of the containers.',
  },
  {
    what: 'an EFS access point with a root directory',
    container: mounted,
    task: efs({ rootDirectory: '/data', authorizationConfig: { accessPointId: 'fsap-1' } }),
    message:
      'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
  },
  {
    what: 'EFS with IAM but without encryption',
    container: mounted,
    task: efs({ authorizationConfig: { iam: 'ENABLED' } }),
    message: 'EFS IAM authorization requires TransitEncryption to be enabled.',
  },
  {
    what: 'an EFS encryption port without encryption',
    container: mounted,
    task: efs({ transitEncryptionPort: 2049 }),
    message: 'TransitEncryptionPort requires that TransitEncryption is enabled.',
  },
  {
    what: 'a port twice',
    container: ports({ containerPort: 53 }, { containerPort: 53, protocol: 'tcp' }),
    message: "TCP host port '53' is mapped multiple times in task.",
  },
  {
    what: 'a port that is none',
    container: ports({ containerPort: 0 }),
    message: "Invalid 'containerPort' setting for container 'app'.",
  },
  {
    what: 'ranges of ports that overlap',
    container: ports({ containerPortRange: '80-90' }, { containerPortRange: '85-99' }),
    message: 'container port is used multiple times in task',
  },
  {
    what: 'a range of ports that runs backwards',
    container: ports({ containerPortRange: '90-80' }),
    message: "Invalid 'containerPortRange' setting. Must be of the form <low>-<high>.",
  },
  {
    what: 'a range of ports beside a port',
    container: ports({ containerPortRange: '80-90', containerPort: 80 }),
    message: 'cannot specify both single port and port range',
  },
  {
    what: 'a name of a port twice',
    container: ports({ containerPort: 80, name: 'web' }, { containerPort: 81, name: 'web' }),
    message: 'port mapping name is already used',
  },
  {
    what: 'a proxy container that is not there',
    task: { proxyConfiguration: { containerName: 'envoy' } },
    message: 'Proxy container [envoy] does not exist.',
  },
  {
    what: 'more than ten environment files',
    container: {
      environmentFiles: Array.from({ length: 11 }, (_, index) => ({
        type: 's3' as const,
        value: `arn:aws:s3:::bucket/${index}.env`,
      })),
    },
    message:
      'The maximum number of environment files was exceeded. Specify ten or less and try again.',
  },
  {
    what: 'a restart period too short',
    container: { restartPolicy: { enabled: true, restartAttemptPeriod: 30 } },
    message: "the 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800",
  },
  {
    what: 'a definition larger than 64 KB',
    container: { environment: [{ name: 'LONG', value: 'x'.repeat(64 * 1024) }] },
    message: 'Task definition size must not exceed 64 KB.',
  },
  {
    what: 'a family that is none',
    task: { family: 'my app' },
    message: 'Family contains invalid characters.',
  },
  ...Object.entries({
    interval: [4, 5, 300],
    timeout: [61, 2, 60],
    retries: [11, 1, 10],
    startPeriod: [301, 0, 300],
  }).map(([setting, [value, min, max]]) => ({
    what: `a health check with ${setting} ${value}`,
    container: { healthCheck: { command: ['CMD', 'true'], [setting]: value } },
    message: `Invalid healthCheck setting for container 'app': '${setting}' must be between ${min} and ${max}.`,
  })),
]

void testRefusals('RegisterTaskDefinition refuses', refused, () => openTarget())
