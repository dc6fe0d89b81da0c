import type {
  PutImageScanningConfigurationCommandInput,
  PutImageScanningConfigurationCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRepository } from '../repository.ts'

export const PutImageScanningConfiguration: Operation<
  PutImageScanningConfigurationCommandInput,
  PutImageScanningConfigurationCommandOutput
> = (input, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const { scanOnPush = false } = input.imageScanningConfiguration
  repository.imageScanningConfiguration = { scanOnPush }
  return { registryId, repositoryName, imageScanningConfiguration: { scanOnPush } }
}
