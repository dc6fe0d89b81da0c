import type {
  BatchCheckLayerAvailabilityCommandInput,
  BatchCheckLayerAvailabilityCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Layer, LayerFailure } from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { findContent } from '../content.ts'
import { requireRepository } from '../repository.ts'

export const BatchCheckLayerAvailability: Operation<
  BatchCheckLayerAvailabilityCommandInput,
  BatchCheckLayerAvailabilityCommandOutput
> = readOnly(({ layerDigests, ...input }, call) => {
  const repository = requireRepository(call, input)
  const layers: Layer[] = []
  const failures: LayerFailure[] = []
  for (const layerDigest of layerDigests) {
    if (!/^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/.test(layerDigest)) {
      failures.push(failureOf(layerDigest))
      continue
    }
    const held = findContent(call, repository, layerDigest)
    layers.push({
      layerDigest,
      layerAvailability: held ? 'AVAILABLE' : 'UNAVAILABLE',
      layerSize: held?.size,
      mediaType: held?.mediaType,
    })
  }
  return { layers, failures }
})

const failureOf = (layerDigest: string): LayerFailure =>
  layerDigest === ''
    ? { layerDigest, failureCode: 'MissingLayerDigest', failureReason: 'Layer digest is missing' }
    : { layerDigest, failureCode: 'InvalidLayerDigest', failureReason: 'Layer digest is invalid' }
