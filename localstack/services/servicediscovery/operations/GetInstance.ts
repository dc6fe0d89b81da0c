import { type Operation, readOnly } from '../../service.ts'
import { requireDiscoveryInstance } from '../instance.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  InstanceId: string
}

export const GetInstance: Operation<Input, { ResourceOwner: string; Instance: object }> = readOnly(
  ({ ServiceId, InstanceId }, call) => {
    const service = requireDiscoveryService(call, ServiceId)
    const { health: _, ...instance } = requireDiscoveryInstance(service, InstanceId)
    return {
      ResourceOwner: call.account,
      Instance: { ...instance, CreatedByAccount: call.account },
    }
  },
)
