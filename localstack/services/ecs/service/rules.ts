import type {
  CreateServiceCommandInput,
  LoadBalancer,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs'
import { isDeepStrictEqual } from 'node:util'
import { findTargetGroup } from '../../elbv2/public.ts'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import { findCluster } from '../cluster/cluster.ts'
import type { ServiceRecord, TaskDefinitionRecord } from '../records.ts'
import type { Capacity } from '../task/capacity.ts'
import { checkServiceExec } from '../task/execute-command-rules.ts'
import { checkLaunch } from '../task/rules.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { checkBlueGreen } from './blue-green-rules.ts'
import { checkDiscovery } from '../connect/rules.ts'
import { checkController } from './controller.ts'
import type { RollingConfiguration } from './configuration.ts'
import { checkDeploymentConfiguration } from './strategy-rules.ts'

/** Rejects services that ECS rejects: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export function checkService(
  scope: Scope,
  input: Given<CreateServiceCommandInput>,
  service: ServiceRecord,
): void {
  checkServiceName(input.serviceName)
  checkRole(input)
  const definition = checkDeployable(scope, input, service)
  checkServiceExec(service, definition, 'created')
}

/** Rejects updates that ECS rejects: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export function checkUpdate(
  scope: Scope,
  input: Given<UpdateServiceCommandInput>,
  { before, updated }: { before: ServiceRecord; updated: ServiceRecord },
): void {
  checkController(input)
  if (before.express && (input.loadBalancers ?? input.deploymentConfiguration))
    throw notImplemented(
      'loadBalancers and deploymentConfiguration in UpdateService for an Express Mode service, which AWS does not let change',
    )
  const moved = !isDeepStrictEqual(
    before.capacityProviderStrategy,
    updated.capacityProviderStrategy,
  )
  if (moved && !input.forceNewDeployment)
    throw invalidParameter(
      'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    )
  const definition = checkDeployable(scope, input, updated)
  checkServiceExec(updated, definition, 'updated')
}

type DeployInput = Pick<
  Given<CreateServiceCommandInput>,
  | 'taskDefinition'
  | 'networkConfiguration'
  | 'platformVersion'
  | 'placementConstraints'
  | 'placementStrategy'
  | 'loadBalancers'
  | 'desiredCount'
>

/** https://docs.aws.amazon.com/general/latest/gr/ecs-service.html: tasks per service */
const maxTasks = 5000

function checkDeployable(
  scope: Scope,
  input: DeployInput,
  service: ServiceRecord,
): TaskDefinitionRecord {
  const { desiredCount = 0 } = input
  if (desiredCount < 0) throw invalidParameter('desiredCount cannot be negative.')
  if (desiredCount > maxTasks) throw invalidParameter('Desired count exceeds limit.')
  const definition = requireTaskDefinition(scope, service.taskDefinition)
  const { networkConfiguration } = service
  checkLaunch(scope, definition, {
    ...(service as Capacity),
    networkConfiguration: networkConfiguration as DeployInput['networkConfiguration'],
    platformVersion: input.platformVersion,
    placementConstraints: input.placementConstraints,
    placementStrategy: input.placementStrategy,
  })
  const cluster = findCluster(scope, service.clusterArn)!
  checkDiscovery(scope, { service, cluster, definition })
  checkDeploymentConfiguration(service)
  checkPercents(service.deploymentConfiguration)
  if (service.loadBalancers.length > 5)
    throw invalidParameter('load balancers can have at most 5 items.')
  for (const loadBalancer of service.loadBalancers)
    checkLoadBalancer(scope, loadBalancer, definition)
  checkBlueGreen(scope, service)
  checkRebalancing(service)
  const grace = service.healthCheckGracePeriodSeconds ?? 0
  if (grace < 0) throw invalidParameter('healthCheckGracePeriodSeconds cannot be negative.')
  return definition
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html */
function checkRebalancing({
  availabilityZoneRebalancing,
  deploymentConfiguration: { maximumPercent },
}: ServiceRecord): void {
  if (availabilityZoneRebalancing === 'ENABLED' && maximumPercent <= 100)
    throw invalidParameter(
      'The maximumPercent must be greater than 100 when availabilityZoneRebalancing is ENABLED.',
    )
}

export function checkServiceName(name: string): void {
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name))
    throw invalidParameter('Service name contains invalid characters.')
}

function checkRole({ role, loadBalancers = [] }: Given<CreateServiceCommandInput>): void {
  if (role === undefined) return
  throw invalidParameter(
    loadBalancers.length === 0
      ? 'IAM roles are only valid for services configured to use load balancers.'
      : 'You cannot specify an IAM role for services that require a service linked role.',
  )
}

function checkPercents({ minimumHealthyPercent, maximumPercent }: RollingConfiguration): void {
  if (minimumHealthyPercent > 100)
    throw invalidParameter('minimumHealthyPercent must be at most 100')
  if (maximumPercent < 100) throw invalidParameter('maximumPercent must be at least 100')
  if (minimumHealthyPercent >= maximumPercent)
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    )
}

function checkLoadBalancer(
  scope: Scope,
  { targetGroupArn, loadBalancerName, containerName, containerPort }: LoadBalancer,
  { containerDefinitions, networkMode }: TaskDefinitionRecord,
): void {
  if (targetGroupArn && loadBalancerName)
    throw invalidParameter('loadBalancerName and targetGroupArn cannot both be specified.')
  if (loadBalancerName)
    throw invalidParameter('Classic Load Balancers are not supported with Fargate.')
  const container = containerDefinitions.find(({ name }) => name === containerName)
  if (!container)
    throw invalidParameter(`The container ${containerName} does not exist in the task definition.`)
  if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort))
    throw invalidParameter(
      `The container ${containerName} did not have a container port ${containerPort} defined.`,
    )
  const group = findTargetGroup(scope, targetGroupArn ?? '')
  if (!group)
    throw invalidParameter(
      'Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
    )
  if (networkMode === 'awsvpc' && group.TargetType !== 'ip')
    throw invalidParameter(
      `The provided target group ${targetGroupArn} has target type ${group.TargetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    )
  if (group.LoadBalancerArns.length === 0)
    throw invalidParameter(
      `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
    )
}
