import type {
  PutRegistryScanningConfigurationCommandInput,
  PutRegistryScanningConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { registrySettings } from '../registry-settings.ts'
import { checkScanningConfiguration } from '../scanning-configuration.ts'

export const PutRegistryScanningConfiguration: Operation<
  PutRegistryScanningConfigurationCommandInput,
  PutRegistryScanningConfigurationCommandOutput
> = ({ scanType = 'BASIC', rules = [] }, call) => {
  checkScanningConfiguration({ scanType, rules })
  call.state(registrySettings).scanning = { scanType, rules }
  return { registryScanningConfiguration: { scanType, rules } }
}
