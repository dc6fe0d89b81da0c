import {
  findNetworkInterface,
  findSubnet,
  findVpc,
  formatAddress,
  parseCidr,
  privateDomain,
} from '../../ec2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ContainerRecord, TaskRecord } from '../records.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { tagsOf } from '../tags.ts'
import { logDestination } from './awslogs.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html */
export function taskMetadata(scope: Scope, task: TaskRecord): object {
  const { family, revision } = requireTaskDefinition(scope, task.taskDefinitionArn)
  const { clusterArn, taskArn, desiredStatus, lastStatus, cpu, memory, group } = task
  return {
    Cluster: clusterArn,
    TaskARN: taskArn,
    Family: family,
    Revision: String(revision),
    ...(group.startsWith('service:') && { ServiceName: group.slice('service:'.length) }),
    DesiredStatus: desiredStatus,
    KnownStatus: lastStatus,
    Limits: { CPU: Number(cpu) / 1024, Memory: Number(memory) },
    PullStartedAt: task.pullStartedAt,
    PullStoppedAt: task.pullStoppedAt,
    AvailabilityZone: task.availabilityZone,
    LaunchType: 'FARGATE',
    Containers: task.containers
      .filter(({ dockerId }) => dockerId)
      .map((container) => containerMetadata(scope, task, container)),
    ClockDrift: {
      ClockErrorBound: 0.5,
      ReferenceTimestamp: scope.clock.now(),
      ClockSynchronizationStatus: 'SYNCHRONIZED',
    },
    FaultInjectionEnabled: false,
  }
}

/** {@link taskMetadata} with the task's tags. A task on Fargate has no container instance whose tags could be shown. */
export function taskMetadataWithTags(scope: Scope, task: TaskRecord): object {
  const tags = tagsOf(scope, task.taskArn).map(({ key, value }) => [key, value])
  const TaskTags = Object.fromEntries(tags) as Record<string, string>
  return { ...taskMetadata(scope, task), ...(tags.length > 0 && { TaskTags }) }
}

/** One container of {@link taskMetadata}. */
export function containerMetadata(
  scope: Scope,
  task: TaskRecord,
  container: ContainerRecord,
): object {
  const definition = requireTaskDefinition(scope, task.taskDefinitionArn)
  const { name, image, imageDigest, startedAt, exitCode, healthStatus, restartCount } = container
  const { logConfiguration, cpu, memory, restartPolicy, portMappings, ...rest } =
    definition.containerDefinitions.find((each) => each.name === name)!
  const stream = logDestination({ ...rest, logConfiguration }, task)?.stream
  return {
    DockerId: container.runtimeId,
    Name: name,
    DockerName: name,
    Image: image,
    ...(imageDigest && { ImageID: imageDigest }),
    ...(portMappings?.length && {
      Ports: portMappings.map(({ containerPort, protocol }) => ({
        ContainerPort: containerPort,
        Protocol: protocol,
      })),
    }),
    Labels: {
      ...rest.dockerLabels,
      'com.amazonaws.ecs.cluster': task.clusterArn,
      'com.amazonaws.ecs.container-name': name,
      'com.amazonaws.ecs.task-arn': task.taskArn,
      'com.amazonaws.ecs.task-definition-family': definition.family,
      'com.amazonaws.ecs.task-definition-version': String(definition.revision),
    },
    DesiredStatus: task.desiredStatus,
    KnownStatus: container.lastStatus,
    ...(exitCode !== undefined && { ExitCode: exitCode }),
    Limits: { CPU: cpu || 2, ...(memory !== undefined && { Memory: memory }) },
    CreatedAt: startedAt,
    StartedAt: startedAt,
    Type: 'NORMAL',
    ...(healthStatus && { Health: { status: healthStatus } }),
    ...(logConfiguration && {
      LogDriver: logConfiguration.logDriver,
      LogOptions: { ...logConfiguration.options, ...(stream && { 'awslogs-stream': stream }) },
    }),
    ContainerARN: container.containerArn,
    ...(restartPolicy?.enabled && { RestartCount: restartCount ?? 0 }),
    Networks: networks(scope, task),
    Snapshotter: 'overlayfs',
  }
}

function networks(scope: Scope, { networkInterfaceId = '' }: TaskRecord): object[] {
  const eni = findNetworkInterface(scope, networkInterfaceId)
  const cidr = eni && findSubnet(scope, eni.SubnetId)?.CidrBlock
  if (!cidr) return []
  const subnet = parseCidr(cidr)!
  const vpc = parseCidr(findVpc(scope, eni.VpcId)!.CidrBlock)!
  return [
    {
      NetworkMode: 'awsvpc',
      IPv4Addresses: [eni.PrivateIpAddress],
      AttachmentIndex: 0,
      MACAddress: eni.MacAddress,
      IPv4SubnetCIDRBlock: cidr,
      // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
      DomainNameServers: [formatAddress(vpc.first + 2)],
      DomainNameSearchList: [privateDomain(scope.region)],
      PrivateDNSName: eni.PrivateDnsName,
      SubnetGatewayIpv4Address: `${formatAddress(subnet.first + 1)}/${subnet.prefix}`,
    },
  ]
}
