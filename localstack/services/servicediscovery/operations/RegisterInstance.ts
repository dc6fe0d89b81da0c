import type { Operation } from '../../service.ts'
import { putInstance } from '../instance.ts'
import { addOperation } from '../operation.ts'
import { checkInstance } from '../rules.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  InstanceId: string
  CreatorRequestId?: string
  Attributes: Record<string, string>
}

export const RegisterInstance: Operation<Input, { OperationId: string }> = (
  { ServiceId, InstanceId, CreatorRequestId, Attributes },
  call,
) => {
  const service = requireDiscoveryService(call, ServiceId)
  checkInstance(service, Attributes)
  putInstance(service, { Id: InstanceId, Attributes, CreatorRequestId })
  const targets = { INSTANCE: InstanceId, SERVICE: service.Id }
  return { OperationId: addOperation(call, 'REGISTER_INSTANCE', targets) }
}
