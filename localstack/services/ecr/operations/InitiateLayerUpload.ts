import type {
  InitiateLayerUploadCommandInput,
  InitiateLayerUploadCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { requireRepository } from '../repository.ts'
import { startUpload } from '../upload.ts'

/** The part size that ECR recommends. */
const partSize = 10 * 1024 * 1024

export const InitiateLayerUpload: Operation<
  InitiateLayerUploadCommandInput,
  InitiateLayerUploadCommandOutput
> = async (input, call) => {
  const upload = await startUpload(call, requireRepository(call, input))
  return { uploadId: upload.id, partSize }
}
