import type { Scope } from '../../../kernel/scope.ts'
import {
  findDiscoveryService,
  putInstance,
  removeInstance,
  setHealth,
} from '../../servicediscovery/public.ts'
import type { ServiceRecord, TaskRecord } from '../records.ts'
import { findDeployment, findRevision } from '../service/service-record.ts'
import { ecsOf } from '../state.ts'
import { privateAddress } from '../task/provision.ts'
import { taskId } from '../task/task-id.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'
import { connectServices } from './configuration.ts'
import { removeConnectResources } from './resources.ts'

/** Registers the running tasks of a service with Cloud Map, and deregisters the others. */
export function followRegistrations(scope: Scope, service: ServiceRecord): void {
  if (!service.serviceRegistries?.length && !service.connectResources) return
  for (const task of ecsOf(scope).tasks.values())
    if (task.serviceArn === service.serviceArn) followTask(scope, service, task)
  if (service.status === 'INACTIVE') removeConnectResources(scope, service)
}

function followTask(scope: Scope, service: ServiceRecord, task: TaskRecord): void {
  const runs = task.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING'
  if (!runs) {
    for (const arn of task.registeredWith ?? []) {
      const found = findDiscoveryService(scope, arn)
      if (found) removeInstance(found, taskId(task))
    }
    if (task.registeredWith) task.registeredWith = undefined
    return
  }
  if (!task.registeredWith) register(scope, service, task)
  for (const arn of task.registeredWith ?? []) {
    const found = findDiscoveryService(scope, arn)
    if (found?.HealthCheckCustomConfig)
      setHealth(found, taskId(task), isPassing(task) ? 'HEALTHY' : 'UNHEALTHY')
  }
}

/** A task without a health check counts as healthy. */
const isPassing = ({ containers, healthStatus }: TaskRecord) =>
  containers.every((container) => container.healthStatus === undefined) ||
  healthStatus === 'HEALTHY'

function register(scope: Scope, service: ServiceRecord, task: TaskRecord): void {
  const registrations = registrationsOf(scope, service, task)
  for (const { arn, port } of registrations) {
    const found = findDiscoveryService(scope, arn)
    if (!found) continue
    putInstance(found, {
      Id: taskId(task),
      Attributes: {
        ...attributesOf(scope, service, task),
        ...(port !== undefined && { AWS_INSTANCE_PORT: String(port) }),
        ...(found.HealthCheckCustomConfig && {
          AWS_INIT_HEALTH_STATUS: isPassing(task) ? 'HEALTHY' : 'UNHEALTHY',
        }),
      },
    })
  }
  task.registeredWith = registrations.map(({ arn }) => arn)
}

interface Registration {
  /** Of the Cloud Map service. */
  arn: string
  port: number | undefined
}

function registrationsOf(scope: Scope, service: ServiceRecord, task: TaskRecord): Registration[] {
  const deployment = findDeployment(service, task.startedBy)
  const revision = deployment && findRevision(service, deployment)
  const connect = deployment?.serviceConnectConfiguration
  const ports = portsOf(scope, task)
  return [
    ...(revision?.serviceRegistries ?? []).map(({ registryArn = '', port, containerPort }) => ({
      arn: registryArn,
      port: port ?? containerPort,
    })),
    ...(connect?.enabled
      ? connectServices(connect, '').flatMap(({ discoveryName, portName, ingressPortOverride }) => {
          const resources = deployment?.serviceConnectResources ?? []
          const found = resources.find((each) => each.discoveryName === discoveryName)
          const port = ingressPortOverride ?? ports.get(portName)
          return found?.discoveryArn ? [{ arn: found.discoveryArn, port }] : []
        })
      : []),
  ]
}

const portsOf = (scope: Scope, { taskDefinitionArn }: TaskRecord) =>
  new Map(
    (findTaskDefinition(scope, taskDefinitionArn)?.containerDefinitions ?? [])
      .flatMap(({ portMappings = [] }) => portMappings)
      .map(({ name, containerPort }) => [name, containerPort] as const),
  )

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-service-discovery.html has what ECS gives an instance. */
function attributesOf(
  scope: Scope,
  { serviceName, clusterArn }: ServiceRecord,
  task: TaskRecord,
): Record<string, string> {
  return {
    AVAILABILITY_ZONE: task.availabilityZone ?? '',
    AWS_INSTANCE_IPV4: privateAddress(task) ?? '',
    ECS_CLUSTER_NAME: clusterArn.split('/').at(-1)!,
    ECS_SERVICE_NAME: serviceName,
    ECS_TASK_DEFINITION_FAMILY: /task-definition\/(.+):\d+$/.exec(task.taskDefinitionArn)![1]!,
    REGION: scope.region,
  }
}
