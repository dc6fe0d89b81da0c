import type { Scope } from '../../kernel/scope.ts'
import { defineState } from '../../kernel/define-state.ts'
import type { DiscoveryServiceRecord, NamespaceRecord, OperationRecord } from './records.ts'

interface Discovery {
  /** By id, as the two below. */
  namespaces: Map<string, NamespaceRecord>
  services: Map<string, DiscoveryServiceRecord>
  operations: Map<string, OperationRecord>
  /** By ARN. */
  tags: Map<string, Map<string, string>>
}

const state = defineState<Discovery>({
  name: 'servicediscovery',
  initial: () => ({
    namespaces: new Map(),
    services: new Map(),
    operations: new Map(),
    tags: new Map(),
  }),
})

/** Cloud Map's state in an account and region. */
export const discoveryOf = (scope: Scope): Discovery => scope.state(state)
