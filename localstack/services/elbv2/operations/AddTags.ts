import type {
  AddTagsCommandInput,
  AddTagsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { balancingOf } from '../state.ts'
import { addTags, checkTags, requireTaggable } from '../tags.ts'

export const AddTags: Operation<AddTagsCommandInput, AddTagsCommandOutput> = (
  { ResourceArns, Tags },
  call,
) => {
  for (const arn of ResourceArns) {
    requireTaggable(call, arn)
    checkTags(balancingOf(call).tags.get(arn), Tags)
  }
  for (const arn of ResourceArns) addTags(call, arn, Tags)
  return {}
}
