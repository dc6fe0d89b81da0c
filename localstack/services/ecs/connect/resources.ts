import type { ServiceConnectServiceResource } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import {
  createDiscoveryService,
  deleteDiscoveryService,
  findDiscoveryService,
  findInNamespace,
} from '../../servicediscovery/public.ts'
import { findCluster } from '../cluster/cluster.ts'
import type { ServiceRecord } from '../records.ts'
import { connectServices } from './configuration.ts'
import { requireConnectNamespace } from './rules.ts'

/** Creates the Cloud Map services of the endpoints that a service provides, and returns all of them. */
export function ensureConnectResources(
  scope: Scope,
  service: ServiceRecord,
): ServiceConnectServiceResource[] {
  const { serviceConnect } = service
  if (!serviceConnect?.enabled) return []
  const cluster = findCluster(scope, service.clusterArn)!
  const namespace = requireConnectNamespace(scope, serviceConnect, cluster)
  const resources = connectServices(serviceConnect, namespace.Name).map(({ discoveryName }) => {
    const { Arn } =
      findInNamespace(scope, namespace, discoveryName) ??
      createDiscoveryService(scope, {
        Name: discoveryName,
        NamespaceId: namespace.Id,
        Type: 'HTTP',
        HealthCheckCustomConfig: {},
        Tags: [{ Key: 'AmazonECSManaged', Value: 'true' }],
      })
    return { discoveryName, discoveryArn: Arn }
  })
  const known = service.connectResources ?? []
  service.connectResources = [
    ...known.filter(({ discoveryArn }) =>
      resources.every((each) => each.discoveryArn !== discoveryArn),
    ),
    ...resources,
  ]
  return resources
}

/** Deletes the Cloud Map services of a service that ended, as ECS does. */
export function removeConnectResources(scope: Scope, service: ServiceRecord): void {
  for (const { discoveryArn = '' } of service.connectResources ?? []) {
    const found = findDiscoveryService(scope, discoveryArn)
    if (found) deleteDiscoveryService(scope, found)
  }
  service.connectResources = undefined
}
