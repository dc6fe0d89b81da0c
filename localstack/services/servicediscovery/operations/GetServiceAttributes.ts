import { type Operation, readOnly } from '../../service.ts'
import { requireDiscoveryService } from '../service.ts'

export const GetServiceAttributes: Operation<{ ServiceId: string }, { ServiceAttributes: object }> =
  readOnly(({ ServiceId }, call) => {
    const { Arn, attributes } = requireDiscoveryService(call, ServiceId)
    return {
      ServiceAttributes: {
        ServiceArn: Arn,
        ResourceOwner: call.account,
        Attributes: Object.fromEntries(attributes),
      },
    }
  })
