import type {
  PutReplicationConfigurationCommandInput,
  PutReplicationConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkReplication } from '../replication.ts'
import { registrySettings } from '../state.ts'

export const PutReplicationConfiguration: Operation<
  PutReplicationConfigurationCommandInput,
  PutReplicationConfigurationCommandOutput
> = ({ replicationConfiguration }, call) => {
  checkReplication(call, replicationConfiguration)
  call.state(registrySettings).replication = replicationConfiguration
  return { replicationConfiguration }
}
