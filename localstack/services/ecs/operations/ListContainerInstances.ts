import type {
  ListContainerInstancesCommandInput,
  ListContainerInstancesCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'

export const ListContainerInstances: Operation<
  ListContainerInstancesCommandInput,
  ListContainerInstancesCommandOutput
> = readOnly(({ cluster }, call) => {
  requireCluster(call, cluster)
  return { containerInstanceArns: [] }
})
