import type {
  PutImageScanningConfigurationCommandInput,
  PutImageScanningConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { findRepository } from '../repository.ts'

export const PutImageScanningConfiguration: Operation<
  PutImageScanningConfigurationCommandInput,
  PutImageScanningConfigurationCommandOutput
> = (input, call) => {
  const repository = findRepository(call, input)
  const { registryId, repositoryName } = repository
  const { scanOnPush = false } = input.imageScanningConfiguration
  repository.imageScanningConfiguration = { scanOnPush }
  return { registryId, repositoryName, imageScanningConfiguration: { scanOnPush } }
}
