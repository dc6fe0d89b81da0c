import { awsError } from '../../kernel/errors.ts'
import type { DiscoveryInstanceRecord, DiscoveryServiceRecord } from './records.ts'

/** Adds or replaces an instance. */
export function putInstance(
  service: DiscoveryServiceRecord,
  { Id, Attributes, CreatorRequestId }: DiscoveryInstanceRecord,
): void {
  const initial = Attributes.AWS_INIT_HEALTH_STATUS === 'UNHEALTHY' ? 'UNHEALTHY' : 'HEALTHY'
  const known = service.instances.get(Id)?.health
  service.instances.set(Id, {
    Id,
    Attributes,
    CreatorRequestId,
    health: service.HealthCheckCustomConfig && (known ?? initial),
  })
  service.revision += 1
}

export function removeInstance(service: DiscoveryServiceRecord, id: string): void {
  if (service.instances.delete(id)) service.revision += 1
}

export function requireDiscoveryInstance(
  service: DiscoveryServiceRecord,
  id: string,
): DiscoveryInstanceRecord {
  const found = service.instances.get(id)
  if (!found) throw awsError('InstanceNotFound', `The instance ${id} does not exist.`)
  return found
}

export const healthStatusOf = ({ health }: DiscoveryInstanceRecord) => health ?? 'UNKNOWN'

type HealthFilter = 'HEALTHY' | 'UNHEALTHY' | 'ALL' | 'HEALTHY_OR_ELSE_ALL'

/** https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html */
export function instancesByHealth(
  { instances }: DiscoveryServiceRecord,
  filter: HealthFilter = 'HEALTHY_OR_ELSE_ALL',
): DiscoveryInstanceRecord[] {
  const all = [...instances.values()]
  if (filter === 'ALL') return all
  if (filter === 'UNHEALTHY') return all.filter(({ health }) => health === 'UNHEALTHY')
  const healthy = all.filter(({ health }) => health !== 'UNHEALTHY')
  return filter === 'HEALTHY' || healthy.length > 0 ? healthy : all
}

/** Sets an instance's custom health. */
export function setHealth(
  service: DiscoveryServiceRecord,
  id: string,
  health: 'HEALTHY' | 'UNHEALTHY',
): void {
  const instance = service.instances.get(id)
  if (!instance || instance.health === health) return
  instance.health = health
  service.revision += 1
}
