import type { UpdateServiceCommandInput, UpdateServiceCommandOutput } from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { wakeScheduler } from '../scheduler.ts'
import { startDeployment } from '../service/deployment.ts'
import { checkUpdate } from '../service/rules.ts'
import { serviceToApi, requireService } from '../service/service.ts'
import { isDeployed, updatedService } from '../service/update.ts'

export const UpdateService: Operation<UpdateServiceCommandInput, UpdateServiceCommandOutput> = (
  input,
  call,
) => {
  const cluster = requireCluster(call, input.cluster)
  const service = requireService(call, cluster, input.service)
  const updated = updatedService(call, service, input)
  checkUpdate(call, input, { before: service, updated })
  const redeploy = input.forceNewDeployment || isDeployed(service, updated)
  Object.assign(service, updated)
  service.steadySince = undefined
  if (redeploy) startDeployment(call, service)
  wakeScheduler(call)
  return { service: serviceToApi(call, service) }
}
