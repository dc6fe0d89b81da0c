import type { Cluster } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { clusterNameOf } from '../identifier.ts'
import type { ClusterRecord } from '../records.ts'
import { ecsOf } from '../state.ts'

export const clusterArn = (scope: Scope, name: string) => arn(scope, 'ecs', `cluster/${name}`)

/** Returns a cluster's name from its name or ARN. Without either it is `default`. */
export const clusterName = (reference = 'default'): string =>
  /^arn:[^:]+:ecs:[^:]*:\d+:cluster\/(.+)$/.exec(reference)?.[1] ?? reference

export const findCluster = (scope: Scope, reference?: string): ClusterRecord | undefined =>
  ecsOf(scope).clusters.get(clusterNameOf(scope, reference))

/** Returns an active cluster, or throws ECS's error. */
export function requireCluster(scope: Scope, reference?: string): ClusterRecord {
  const cluster = findCluster(scope, reference)
  if (cluster?.status !== 'ACTIVE') throw awsError('ClusterNotFoundException', 'Cluster not found.')
  return cluster
}

/** Describes a cluster, with the current numbers of its tasks and services. */
export function clusterToApi(scope: Scope, cluster: ClusterRecord): Cluster {
  const { services, tasks } = ecsOf(scope)
  const own = tasks.values().filter((task) => task.clusterArn === cluster.clusterArn)
  const statuses = own.map(({ lastStatus }) => lastStatus).toArray()
  return {
    ...cluster,
    registeredContainerInstancesCount: 0,
    runningTasksCount: statuses.filter((status) => status === 'RUNNING').length,
    pendingTasksCount: statuses.filter((status) => pending.has(status)).length,
    activeServicesCount: services
      .values()
      .filter(({ clusterArn, status }) => clusterArn === cluster.clusterArn && status === 'ACTIVE')
      .toArray().length,
  }
}

/** Statuses that count as pending. */
export const pending: ReadonlySet<string> = new Set(['PROVISIONING', 'PENDING', 'ACTIVATING'])
