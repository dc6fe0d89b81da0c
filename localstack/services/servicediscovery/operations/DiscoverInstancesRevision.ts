import { type Operation, readOnly } from '../../service.ts'
import { requireDiscoverable } from '../service.ts'

interface Input {
  NamespaceName: string
  ServiceName: string
}

export const DiscoverInstancesRevision: Operation<Input, { InstancesRevision: number }> = readOnly(
  (input, call) => ({ InstancesRevision: requireDiscoverable(call, input).revision }),
)
