import type {
  Cluster,
  ClusterField,
  DescribeClustersCommandInput,
  DescribeClustersCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { clusterArn, clusterToApi, findCluster } from '../cluster/cluster.ts'
import { statistics } from '../cluster/statistics.ts'
import { clusterNameOf } from '../identifier.ts'
import { tagsOf } from '../tags.ts'

export const DescribeClusters: Operation<
  DescribeClustersCommandInput,
  DescribeClustersCommandOutput
> = readOnly(({ clusters: references = ['default'], include = [] }, call) => {
  const found = references.map((reference) => ({
    reference,
    cluster: findCluster(call, reference),
  }))
  return {
    clusters: found.flatMap(({ cluster }) =>
      cluster ? [pickFields(call, clusterToApi(call, cluster), include)] : [],
    ),
    failures: found
      .filter(({ cluster }) => !cluster)
      .map(({ reference }) => ({
        arn: clusterArn(call, clusterNameOf(call, reference)),
        reason: 'MISSING',
      })),
  }
})

/** Leaves out members that are only described on request. */
function pickFields(scope: Scope, cluster: Cluster, include: ClusterField[]): Cluster {
  return {
    ...cluster,
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    configuration: include.includes('CONFIGURATIONS') ? cluster.configuration : undefined,
    statistics: include.includes('STATISTICS') ? statistics(scope, cluster) : [],
    tags: include.includes('TAGS') ? tagsOf(scope, cluster.clusterArn!) : [],
  }
}
