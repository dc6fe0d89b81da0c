import type { Scope } from '../../kernel/scope.ts'
import { instancesByHealth } from './instance.ts'
import type { DiscoveryInstanceRecord } from './records.ts'
import { findDiscoveryService } from './service.ts'

/** The healthy instances of a service, by its ARN. */
export function discoverInstances(scope: Scope, serviceArn: string): DiscoveryInstanceRecord[] {
  const service = findDiscoveryService(scope, serviceArn)
  return service ? instancesByHealth(service, 'HEALTHY') : []
}
