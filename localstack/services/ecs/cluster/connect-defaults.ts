import type { ClusterServiceConnectDefaultsRequest } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import { createNamespace, findNamespace } from '../../servicediscovery/public.ts'
import { namespaceNotFound } from '../connect/rules.ts'
import type { ClusterRecord } from '../records.ts'

type Given = ClusterServiceConnectDefaultsRequest | undefined

/** Rejects an ARN of a namespace that does not exist. */
export function checkConnectDefaults(scope: Scope, given: Given): void {
  const { namespace = '' } = given ?? {}
  if (namespace.startsWith('arn:') && !findNamespace(scope, namespace)) throw namespaceNotFound()
}

/**
 * Returns a cluster's default namespace. One that does not exist is created; an empty name removes the default.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterServiceConnectDefaultsRequest.html
 */
export function connectDefaults(
  scope: Scope,
  given: Given,
): ClusterRecord['serviceConnectDefaults'] {
  if (!given?.namespace) return undefined
  const Name = given.namespace
  if (!findNamespace(scope, Name))
    createNamespace(scope, {
      Name,
      Type: 'HTTP',
      Tags: [{ Key: 'AmazonECSManaged', Value: 'true' }],
    })
  return { namespace: findNamespace(scope, Name)!.Arn }
}
