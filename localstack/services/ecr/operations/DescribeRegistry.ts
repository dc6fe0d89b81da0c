import type {
  DescribeRegistryCommandInput,
  DescribeRegistryCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { registrySettings } from '../state.ts'

export const DescribeRegistry: Operation<
  DescribeRegistryCommandInput,
  DescribeRegistryCommandOutput
> = readOnly((_input, call) => {
  const { replication = { rules: [] } } = call.state(registrySettings)
  return { registryId: call.account, replicationConfiguration: replication }
})
