import type {
  GetDownloadUrlForLayerCommandInput,
  GetDownloadUrlForLayerCommandOutput,
} from '@aws-sdk/client-ecr'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { findContent } from '../content.ts'
import { registryUrl } from '../registry-address.ts'
import { requireRepository } from '../repository.ts'
import { signToken } from '../token.ts'

const urlLifetime = 60 * 60 * 1000

export const GetDownloadUrlForLayer: Operation<
  GetDownloadUrlForLayerCommandInput,
  GetDownloadUrlForLayerCommandOutput
> = ({ layerDigest, ...input }, call) => {
  const repository = requireRepository(call, input)
  const { registryId, repositoryName } = repository
  if (!findContent(call, repository, layerDigest))
    throw awsError(
      'LayersNotFoundException',
      `The layers with digest '[${layerDigest}]' do not exist in the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
    )
  const { region, caller } = call
  const expiresAt = new Date(call.clock.now().getTime() + urlLifetime)
  const path = `/v2/${repositoryName}/blobs/${layerDigest}`
  const token = signToken(call, { account: registryId, region, caller, path, expiresAt })
  const url = new URL(path, registryUrl(call, registryId))
  url.searchParams.set('X-Amz-Security-Token', token)
  return { downloadUrl: url.href, layerDigest }
}
