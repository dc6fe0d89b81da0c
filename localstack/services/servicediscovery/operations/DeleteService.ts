import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { deleteDiscoveryService, requireDiscoveryService } from '../service.ts'

export const DeleteService: Operation<{ Id: string }, object> = ({ Id }, call) => {
  const service = requireDiscoveryService(call, Id)
  if (service.instances.size > 0)
    throw awsError(
      'ResourceInUse',
      'Service contains registered instances; delete the instances before deleting the service',
    )
  deleteDiscoveryService(call, service)
  return {}
}
