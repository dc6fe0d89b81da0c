import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs'
import { isDeepStrictEqual } from 'node:util'
import type { Given } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { findCluster } from '../cluster/cluster.ts'
import type { ServiceRecord } from '../records.ts'
import { capacityOf } from '../task/capacity.ts'
import { requireRunnable } from '../task-definition/task-definition.ts'
import { filledInNetwork, rollingConfiguration } from './configuration.ts'

/** Returns the service after an update. Members that are not given keep their values. */
export function updatedService(
  scope: Scope,
  service: ServiceRecord,
  input: Given<UpdateServiceCommandInput>,
): ServiceRecord {
  const { taskDefinition, networkConfiguration, capacityProviderStrategy } = input
  return {
    ...service,
    desiredCount: input.desiredCount ?? service.desiredCount,
    taskDefinition: taskDefinition
      ? requireRunnable(scope, taskDefinition).taskDefinitionArn
      : service.taskDefinition,
    networkConfiguration: networkConfiguration
      ? filledInNetwork(networkConfiguration)
      : service.networkConfiguration,
    ...(capacityProviderStrategy &&
      capacityOf({ capacityProviderStrategy }, findCluster(scope, service.clusterArn)!)),
    deploymentConfiguration: rollingConfiguration(
      input.deploymentConfiguration,
      service.deploymentConfiguration,
    ),
    loadBalancers: input.loadBalancers ?? service.loadBalancers,
    serviceRegistries: input.serviceRegistries ?? service.serviceRegistries,
    serviceConnect:
      (input.serviceConnectConfiguration as ServiceRecord['serviceConnect']) ??
      service.serviceConnect,
    platformVersion: input.platformVersion ?? service.platformVersion,
    healthCheckGracePeriodSeconds:
      input.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds,
    enableExecuteCommand: input.enableExecuteCommand ?? service.enableExecuteCommand,
    enableECSManagedTags: input.enableECSManagedTags ?? service.enableECSManagedTags,
    propagateTags: input.propagateTags ?? service.propagateTags,
    availabilityZoneRebalancing:
      input.availabilityZoneRebalancing ?? service.availabilityZoneRebalancing,
  }
}

/** Members whose change needs new tasks. */
const deployed = [
  'taskDefinition',
  'networkConfiguration',
  'launchType',
  'capacityProviderStrategy',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnect',
  'platformVersion',
  'enableExecuteCommand',
  'enableECSManagedTags',
  'propagateTags',
] as const satisfies (keyof ServiceRecord)[]

/** Returns true if an update starts a deployment: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const isDeployed = (before: ServiceRecord, after: ServiceRecord): boolean =>
  deployed.some((member) => !isDeepStrictEqual(before[member], after[member]))
