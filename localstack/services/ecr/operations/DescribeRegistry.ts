import type {
  DescribeRegistryCommandInput,
  DescribeRegistryCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { registrySettings } from '../registry-settings.ts'

export const DescribeRegistry: Operation<
  DescribeRegistryCommandInput,
  DescribeRegistryCommandOutput
> = (_input, call) => {
  const { replication = { rules: [] } } = call.state(registrySettings)
  return { registryId: call.account, replicationConfiguration: replication }
}
