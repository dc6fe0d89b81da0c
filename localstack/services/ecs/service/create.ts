import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import { globalArn } from '../../../kernel/arn.ts'
import type { Given } from '../../service.ts'
import type { Call } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import type { ClusterRecord, ServiceRecord } from '../records.ts'
import { capacityOf, needsInstances } from '../task/capacity.ts'
import { requireRunnable } from '../task-definition/task-definition.ts'
import { filledInNetwork, rollingConfiguration } from './configuration.ts'
import { serviceArn } from './service.ts'

/** Returns the record of a new service with AWS's defaults. It is not validated yet. */
export function newService(
  call: Call,
  cluster: ClusterRecord,
  input: Given<CreateServiceCommandInput> & { request: string },
): ServiceRecord {
  if (input.taskDefinition === undefined) throw invalidParameter('TaskDefinition can not be blank.')
  const capacity = capacityOf(input, cluster)
  const deploymentConfiguration = rollingConfiguration(input.deploymentConfiguration)
  return {
    serviceArn: serviceArn(call, cluster, input.serviceName),
    serviceName: input.serviceName,
    clusterArn: cluster.clusterArn,
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    serviceConnect: input.serviceConnectConfiguration as ServiceRecord['serviceConnect'],
    status: 'ACTIVE',
    desiredCount: input.desiredCount ?? 0,
    ...capacity,
    platformVersion: needsInstances(capacity) ? undefined : (input.platformVersion ?? 'LATEST'),
    platformFamily: needsInstances(capacity) ? undefined : 'Linux',
    taskDefinition: requireRunnable(call, input.taskDefinition).taskDefinitionArn,
    deploymentConfiguration,
    deployments: [],
    roleArn: globalArn(call, 'iam', 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
    events: [],
    createdAt: call.clock.now(),
    createdBy: call.caller.arn,
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: filledInNetwork(input.networkConfiguration),
    healthCheckGracePeriodSeconds:
      input.healthCheckGracePeriodSeconds ?? (input.loadBalancers?.length ? 0 : undefined),
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    propagateTags: input.propagateTags ?? 'NONE',
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    availabilityZoneRebalancing:
      input.availabilityZoneRebalancing ??
      (deploymentConfiguration.maximumPercent > 100 ? 'ENABLED' : 'DISABLED'),
    serviceDeployments: [],
    revisions: [],
    request: input.request,
  }
}
