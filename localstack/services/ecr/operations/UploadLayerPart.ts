import type { UploadLayerPartCommandInput, UploadLayerPartCommandOutput } from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { invalidEcrParameter } from '../invalid.ts'
import { awsError } from '../../../kernel/errors.ts'
import { checkPartLimits } from '../limits.ts'
import { requireRepository } from '../repository.ts'
import { requireUpload, receivePart } from '../upload.ts'

export const UploadLayerPart: Operation<
  UploadLayerPartCommandInput,
  UploadLayerPartCommandOutput
> = async ({ uploadId, partFirstByte, partLastByte, layerPartBlob, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const upload = requireUpload(call, repository, uploadId)
  checkPartLimits(call, upload, partLastByte)
  if (partFirstByte !== upload.size)
    throw awsError(
      'InvalidLayerPartException',
      `The layer part is not valid: it begins at byte ${partFirstByte}, and the upload with id '${uploadId}' goes on at byte ${upload.size}`,
    )
  if (partLastByte - partFirstByte + 1 !== layerPartBlob.length)
    throw invalidEcrParameter(
      'layerPartBlob',
      'must have the length that partFirstByte and partLastByte say',
    )
  await receivePart(call, upload, [Buffer.from(layerPartBlob)])
  return { registryId, repositoryName, uploadId, lastByteReceived: upload.size - 1 }
}
