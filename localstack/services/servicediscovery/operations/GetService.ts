import { type Operation, readOnly } from '../../service.ts'
import { discoveryServiceToApi, requireDiscoveryService } from '../service.ts'

export const GetService: Operation<{ Id: string }, { Service: object }> = readOnly(
  ({ Id }, call) => ({
    Service: discoveryServiceToApi(call, requireDiscoveryService(call, Id)),
  }),
)
