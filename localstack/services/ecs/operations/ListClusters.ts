import type { ListClustersCommandInput, ListClustersCommandOutput } from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { ecsPage } from '../list.ts'
import { ecsOf } from '../state.ts'

export const ListClusters: Operation<ListClustersCommandInput, ListClustersCommandOutput> =
  readOnly((input, call) => {
    const active = [...ecsOf(call).clusters.values()].filter(({ status }) => status === 'ACTIVE')
    const { items, nextToken } = ecsPage(
      active.map(({ clusterArn }) => clusterArn),
      input,
    )
    return { clusterArns: items, nextToken }
  })
