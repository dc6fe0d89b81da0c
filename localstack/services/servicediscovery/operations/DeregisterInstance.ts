import type { Operation } from '../../service.ts'
import { removeInstance, requireDiscoveryInstance } from '../instance.ts'
import { addOperation } from '../operation.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  InstanceId: string
}

export const DeregisterInstance: Operation<Input, { OperationId: string }> = (
  { ServiceId, InstanceId },
  call,
) => {
  const service = requireDiscoveryService(call, ServiceId)
  requireDiscoveryInstance(service, InstanceId)
  removeInstance(service, InstanceId)
  const targets = { INSTANCE: InstanceId, SERVICE: service.Id }
  return { OperationId: addOperation(call, 'DEREGISTER_INSTANCE', targets) }
}
