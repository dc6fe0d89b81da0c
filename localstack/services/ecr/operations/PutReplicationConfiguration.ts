import type {
  PutReplicationConfigurationCommandInput,
  PutReplicationConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { registrySettings } from '../registry-settings.ts'
import { checkReplication } from '../replication.ts'

export const PutReplicationConfiguration: Operation<
  PutReplicationConfigurationCommandInput,
  PutReplicationConfigurationCommandOutput
> = ({ replicationConfiguration }, call) => {
  checkReplication(call, replicationConfiguration)
  call.state(registrySettings).replication = replicationConfiguration
  return { replicationConfiguration }
}
