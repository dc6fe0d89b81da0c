import type {
  DescribeContainerInstancesCommandInput,
  DescribeContainerInstancesCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { arn } from '../../../kernel/arn.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'

export const DescribeContainerInstances: Operation<
  DescribeContainerInstancesCommandInput,
  DescribeContainerInstancesCommandOutput
> = readOnly(({ cluster: reference, containerInstances: instances }, call) => {
  const { clusterName } = requireCluster(call, reference)
  if (instances.length === 0) throw invalidParameter('Container Instances cannot be empty.')
  return {
    containerInstances: [],
    failures: instances.map((instance) => ({
      arn: instance.startsWith('arn:')
        ? instance
        : arn(call, 'ecs', `container-instance/${clusterName}/${instance}`),
      reason: 'MISSING',
    })),
  }
})
