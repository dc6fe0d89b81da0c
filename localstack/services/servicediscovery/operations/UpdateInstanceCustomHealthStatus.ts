import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { requireDiscoveryInstance, setHealth } from '../instance.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  InstanceId: string
  Status: 'HEALTHY' | 'UNHEALTHY'
}

export const UpdateInstanceCustomHealthStatus: Operation<Input, object> = (
  { ServiceId, InstanceId, Status },
  call,
) => {
  const service = requireDiscoveryService(call, ServiceId)
  requireDiscoveryInstance(service, InstanceId)
  if (!service.HealthCheckCustomConfig)
    throw awsError('CustomHealthNotFound', `The service ${service.Id} has no custom health check.`)
  setHealth(service, InstanceId, Status)
  return {}
}
