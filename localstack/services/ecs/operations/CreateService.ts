import type { CreateServiceCommandInput, CreateServiceCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { ensureEcsRole } from '../linked-role.ts'
import { wakeScheduler } from '../scheduler.ts'
import { checkController } from '../service/controller.ts'
import { newService } from '../service/create.ts'
import { startDeployment } from '../service/deployment.ts'
import { checkService } from '../service/rules.ts'
import { serviceToApi, findService } from '../service/service.ts'
import { ecsOf } from '../state.ts'
import { addTags, checkEcsTags, tagsOf } from '../tags.ts'

export const CreateService: Operation<CreateServiceCommandInput, CreateServiceCommandOutput> = (
  input,
  call,
) => {
  const cluster = requireCluster(call, input.cluster)
  const request = JSON.stringify(input)
  const existing = findService(call, cluster, input.serviceName)
  if (existing?.status === 'ACTIVE') {
    if (input.clientToken === undefined || existing.request !== request)
      throw invalidParameter('Creation of service was not idempotent.')
    return { service: serviceToApi(call, existing) }
  }
  if (existing?.status === 'DRAINING')
    throw invalidParameter('Unable to Start a service that is still Draining.')
  checkController(input)
  const service = newService(call, cluster, { ...input, request })
  checkService(call, input, service)
  checkEcsTags(input.tags)
  ensureEcsRole(call)
  ecsOf(call).services.set(service.serviceArn, service)
  addTags(call, service.serviceArn, input.tags)
  startDeployment(call, service)
  wakeScheduler(call)
  return { service: { ...serviceToApi(call, service), tags: tagsOf(call, service.serviceArn) } }
}
