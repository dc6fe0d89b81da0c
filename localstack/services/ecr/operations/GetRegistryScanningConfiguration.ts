import type {
  GetRegistryScanningConfigurationCommandInput,
  GetRegistryScanningConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { scanningConfigurationOf } from '../scanning-configuration.ts'

export const GetRegistryScanningConfiguration: Operation<
  GetRegistryScanningConfigurationCommandInput,
  GetRegistryScanningConfigurationCommandOutput
> = readOnly((_input, call) => ({
  registryId: call.account,
  scanningConfiguration: scanningConfigurationOf(call),
}))
