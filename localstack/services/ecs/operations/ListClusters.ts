import type { ListClustersCommandInput, ListClustersCommandOutput } from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { page } from '../page.ts'
import { ecsOf } from '../state.ts'

export const ListClusters: Operation<ListClustersCommandInput, ListClustersCommandOutput> =
  readOnly((input, call) => {
    const active = [...ecsOf(call).clusters.values()].filter(({ status }) => status === 'ACTIVE')
    const { items, nextToken } = page(
      active.map(({ clusterArn }) => clusterArn),
      input,
    )
    return { clusterArns: items, nextToken }
  })
