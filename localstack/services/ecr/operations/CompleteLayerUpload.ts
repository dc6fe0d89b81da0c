import type {
  CompleteLayerUploadCommandInput,
  CompleteLayerUploadCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { findContent } from '../content.ts'
import { requireRepository } from '../repository.ts'
import { cancelUpload, completeUpload, requireUpload } from '../upload.ts'

export const CompleteLayerUpload: Operation<
  CompleteLayerUploadCommandInput,
  CompleteLayerUploadCommandOutput
> = async ({ uploadId, layerDigests, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  const upload = requireUpload(call, repository, uploadId)
  const layerDigest = layerDigests[0]!
  if (findContent(call, repository, layerDigest)) {
    await cancelUpload(call, upload)
    throw awsError(
      'LayerAlreadyExistsException',
      `The layer with digest '${layerDigest}' already exists in the repository with name '${repositoryName}' in registry with id '${registryId}'`,
    )
  }
  await completeUpload(call, { upload, repository, digest: layerDigest })
  return { registryId, repositoryName, uploadId, layerDigest }
}
