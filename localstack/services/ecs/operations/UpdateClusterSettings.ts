import type {
  UpdateClusterSettingsCommandInput,
  UpdateClusterSettingsCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { clusterToApi, requireCluster } from '../cluster/cluster.ts'
import { checkSettings } from '../cluster/rules.ts'

export const UpdateClusterSettings: Operation<
  UpdateClusterSettingsCommandInput,
  UpdateClusterSettingsCommandOutput
> = ({ cluster: reference, settings }, call) => {
  const cluster = requireCluster(call, reference)
  checkSettings(settings)
  cluster.settings = settings
  return { cluster: clusterToApi(call, cluster) }
}
