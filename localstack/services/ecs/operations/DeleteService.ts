import type { DeleteServiceCommandInput, DeleteServiceCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { wakeScheduler } from '../scheduler.ts'
import { findServiceDeployment } from '../service/service-record.ts'
import { serviceToApi, findService } from '../service/service.ts'
import { finishServiceDeployment } from '../service/transition.ts'

export const DeleteService: Operation<DeleteServiceCommandInput, DeleteServiceCommandOutput> = (
  { cluster: clusterReference, service: reference, force },
  call,
) => {
  const cluster = requireCluster(call, clusterReference)
  const service = findService(call, cluster, reference)
  if (!service || service.status === 'INACTIVE')
    throw awsError('ServiceNotFoundException', 'Service not found.')
  if (service.desiredCount > 0 && !force)
    throw invalidParameter('The service cannot be stopped while it is scaled above 0.')
  if (service.deployments.length > 1 && !force)
    throw invalidParameter('The service cannot be stopped while deployments are active.')
  const record = findServiceDeployment(service)
  if (record) finishServiceDeployment(record, call.clock.now(), { status: 'STOPPED' })
  service.desiredCount = 0
  service.status = 'DRAINING'
  wakeScheduler(call)
  return { service: serviceToApi(call, service) }
}
