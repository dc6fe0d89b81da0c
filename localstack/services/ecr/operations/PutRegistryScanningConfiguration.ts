import type {
  PutRegistryScanningConfigurationCommandInput,
  PutRegistryScanningConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkScanningConfiguration } from '../scanning-configuration.ts'
import { registrySettings } from '../state.ts'

export const PutRegistryScanningConfiguration: Operation<
  PutRegistryScanningConfigurationCommandInput,
  PutRegistryScanningConfigurationCommandOutput
> = ({ scanType = 'BASIC', rules = [] }, call) => {
  checkScanningConfiguration({ scanType, rules })
  call.state(registrySettings).scanning = { scanType, rules }
  return { registryScanningConfiguration: { scanType, rules } }
}
