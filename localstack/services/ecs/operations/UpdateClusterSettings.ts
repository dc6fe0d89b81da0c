import type {
  UpdateClusterSettingsCommandInput,
  UpdateClusterSettingsCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { describeCluster, requireCluster } from '../cluster/cluster.ts'
import { checkSettings } from '../cluster/rules.ts'

export const UpdateClusterSettings: Operation<
  UpdateClusterSettingsCommandInput,
  UpdateClusterSettingsCommandOutput
> = ({ cluster: reference, settings }, call) => {
  const cluster = requireCluster(call, reference)
  checkSettings(settings)
  cluster.settings = settings
  return { cluster: describeCluster(call, cluster) }
}
