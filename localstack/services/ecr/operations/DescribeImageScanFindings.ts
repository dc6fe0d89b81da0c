import type {
  DescribeImageScanFindingsCommandInput,
  DescribeImageScanFindingsCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import { type Operation, readOnly } from '../../service.ts'
import { requireImage, shownId } from '../images.ts'
import { requireRepository } from '../repository.ts'
import { scanStatusOf } from '../scan.ts'

export const DescribeImageScanFindings: Operation<
  DescribeImageScanFindingsCommandInput,
  DescribeImageScanFindingsCommandOutput
> = readOnly(({ imageId, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const image = requireImage(repository, imageId)
  const imageScanStatus = scanStatusOf(image)
  if (!imageScanStatus)
    throw awsError(
      'ScanNotFoundException',
      `Image scan does not exist for the image with '${shownId(imageId)}' in the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
    )
  return {
    registryId,
    repositoryName,
    imageId: { imageDigest: image.digest, imageTag: imageId.imageTag },
    imageScanStatus,
  }
})
