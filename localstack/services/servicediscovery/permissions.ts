import { arn } from '../../kernel/arn.ts'
import type { Call } from '../../kernel/scope.ts'
import {
  on,
  onAnyResource,
  type OperationPermission,
  type PermissionTable,
  tagRecord,
} from '../../access/permission.ts'
import { idIn } from './id.ts'
import { findInNamespace } from './service.ts'
import { findNamespace } from './namespace.ts'
import { discoveryOf } from './state.ts'

const below = (kind: 'namespace' | 'service', reference: string, call: Call) =>
  reference.startsWith('arn:')
    ? reference
    : arn(call, 'servicediscovery', `${kind}/${idIn(reference)}`)

const namespace = on(({ Id }: { Id: string }, call) => below('namespace', Id, call))
const service = on(({ Id }: { Id: string }, call) => below('service', Id, call))

/** Actions on instances name their service by a condition key as well. */
const instance = ({ ServiceId }: { ServiceId: string }, call: Call): OperationPermission => {
  const resource = below('service', ServiceId, call)
  return { resource, keys: { 'servicediscovery:ServiceArn': resource } }
}

interface Discovered {
  NamespaceName: string
  ServiceName: string
}

const discovery = ({ NamespaceName, ServiceName }: Discovered, call: Call): OperationPermission => {
  const found = findNamespace(call, NamespaceName)
  return {
    resource: '*',
    keys: {
      'servicediscovery:NamespaceName': NamespaceName,
      'servicediscovery:ServiceName': ServiceName,
      'servicediscovery:NamespaceArn': found?.Arn,
      'servicediscovery:ServiceArn': found && findInNamespace(call, found, ServiceName)?.Arn,
    },
  }
}

const tagged = on(({ ResourceARN }: { ResourceARN: string }) => ResourceARN)

interface Taggable {
  Tags?: unknown[] | undefined
}

/** Tags of a new resource need the permission to tag. */
const tagging = ({ Tags = [] }: Taggable, resource: string): OperationPermission[] =>
  Tags.length > 0 ? [{ action: 'servicediscovery:TagResource', resource }] : []

const newNamespace = (input: Taggable): OperationPermission[] => [
  { resource: '*' },
  ...tagging(input, '*'),
]

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html */
export const permissions: PermissionTable = {
  keys: ['NamespaceArn', 'NamespaceName', 'ServiceArn', 'ServiceName'],
  tagsOf: (scope, resource) => tagRecord(discoveryOf(scope).tags.get(resource)),
  rules: {
    CreateHttpNamespace: newNamespace,
    CreatePrivateDnsNamespace: newNamespace,
    CreateService: (
      input: Taggable & {
        NamespaceId?: string | undefined
        DnsConfig?: { NamespaceId?: string | undefined } | undefined
      },
      call,
    ) => [
      {
        resource: below(
          'namespace',
          input.NamespaceId ?? input.DnsConfig?.NamespaceId ?? '*',
          call,
        ),
      },
      ...tagging(input, below('service', '*', call)),
    ],
    DeleteNamespace: namespace,
    DeleteService: service,
    DeleteServiceAttributes: instance,
    DeregisterInstance: instance,
    DiscoverInstances: discovery,
    DiscoverInstancesRevision: discovery,
    GetInstance: instance,
    GetInstancesHealthStatus: instance,
    GetNamespace: namespace,
    GetOperation: onAnyResource,
    GetService: service,
    GetServiceAttributes: instance,
    ListInstances: instance,
    ListNamespaces: onAnyResource,
    ListOperations: onAnyResource,
    ListServices: onAnyResource,
    ListTagsForResource: tagged,
    RegisterInstance: instance,
    TagResource: tagged,
    UntagResource: tagged,
    UpdateHttpNamespace: namespace,
    UpdateInstanceCustomHealthStatus: instance,
    UpdatePrivateDnsNamespace: namespace,
    UpdateService: service,
    UpdateServiceAttributes: instance,
  },
}
