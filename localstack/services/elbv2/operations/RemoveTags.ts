import type {
  RemoveTagsCommandInput,
  RemoveTagsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { balancingOf } from '../state.ts'
import { requireTaggedResource } from '../tags.ts'

export const RemoveTags: Operation<RemoveTagsCommandInput, RemoveTagsCommandOutput> = (
  { ResourceArns, TagKeys },
  call,
) => {
  for (const arn of ResourceArns) requireTaggedResource(call, arn)
  for (const arn of ResourceArns)
    for (const key of TagKeys) balancingOf(call).tags.get(arn)?.delete(key)
  return {}
}
