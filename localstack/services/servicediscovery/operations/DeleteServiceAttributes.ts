import type { Operation } from '../../service.ts'
import { requireDiscoveryService } from '../service.ts'

interface Input {
  ServiceId: string
  Attributes: string[]
}

export const DeleteServiceAttributes: Operation<Input, object> = (
  { ServiceId, Attributes },
  call,
) => {
  const { attributes } = requireDiscoveryService(call, ServiceId)
  for (const name of Attributes) attributes.delete(name)
  return {}
}
