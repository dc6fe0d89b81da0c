import type { ListAttributesCommandInput, ListAttributesCommandOutput } from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'

export const ListAttributes: Operation<ListAttributesCommandInput, ListAttributesCommandOutput> =
  readOnly(({ cluster }, call) => {
    requireCluster(call, cluster)
    return { attributes: [] }
  })
