import type { Tag } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import { findCluster } from '../cluster/cluster.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../records.ts'
import { ecsOf } from '../state.ts'
import { tagsOf } from '../tags.ts'
import { createTask } from '../task/task.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { pinnedImages } from './revision.ts'
import { findRevision } from './service-record.ts'

/** Creates a task of a service's deployment. */
export function createServiceTask(
  scope: Scope,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): TaskRecord {
  const revision = findRevision(service, deployment)
  const task = createTask(scope, {
    cluster: findCluster(scope, service.clusterArn)!,
    definition: requireTaskDefinition(scope, deployment.taskDefinition),
    network: deployment.networkConfiguration.awsvpcConfiguration!,
    group: `service:${service.serviceName}`,
    startedBy: deployment.id,
    serviceArn: service.serviceArn,
    platformVersion: deployment.platformVersion,
    capacityProviderName: deployment.capacityProviderStrategy?.[0]?.capacityProvider,
    enableExecuteCommand: service.enableExecuteCommand,
    pinnedImages: revision && pinnedImages(scope, revision),
  })
  ecsOf(scope).tags.set(task.taskArn, tagsFor(scope, service, deployment))
  return task
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#managed-tags */
function tagsFor(
  scope: Scope,
  service: ServiceRecord,
  { taskDefinition }: DeploymentRecord,
): Tag[] {
  const { propagateTags, enableECSManagedTags, serviceName, clusterArn, serviceArn } = service
  const source = { SERVICE: serviceArn, TASK_DEFINITION: taskDefinition, NONE: undefined }[
    propagateTags ?? 'NONE'
  ]
  const managed = [
    { key: 'aws:ecs:serviceName', value: serviceName },
    { key: 'aws:ecs:clusterName', value: clusterArn.split('/').at(-1) },
  ]
  return [...(source ? tagsOf(scope, source) : []), ...(enableECSManagedTags ? managed : [])]
}
