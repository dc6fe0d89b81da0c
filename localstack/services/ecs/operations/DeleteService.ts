import type { DeleteServiceCommandInput, DeleteServiceCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { endService } from '../service/end.ts'
import { serviceToApi, findService } from '../service/service.ts'

export const DeleteService: Operation<DeleteServiceCommandInput, DeleteServiceCommandOutput> = (
  { cluster: clusterReference, service: reference, force },
  call,
) => {
  const cluster = requireCluster(call, clusterReference)
  const service = findService(call, cluster, reference)
  if (!service || service.status === 'INACTIVE')
    throw awsError('ServiceNotFoundException', 'Service not found.')
  if (service.express)
    throw notImplemented(
      'DeleteService for an Express Mode service: DeleteExpressGatewayService removes its resources too',
    )
  if (service.desiredCount > 0 && !force)
    throw invalidParameter('The service cannot be stopped while it is scaled above 0.')
  if (service.deployments.length > 1 && !force)
    throw invalidParameter('The service cannot be stopped while deployments are active.')
  endService(call, service)
  wakeScheduler(call)
  return { service: serviceToApi(call, service) }
}
