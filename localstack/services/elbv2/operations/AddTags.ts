import type {
  AddTagsCommandInput,
  AddTagsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Operation } from '../../service.ts'
import { balancingOf } from '../state.ts'
import { addElbTags, checkTags, requireTaggedResource } from '../tags.ts'

export const AddTags: Operation<AddTagsCommandInput, AddTagsCommandOutput> = (
  { ResourceArns, Tags },
  call,
) => {
  for (const arn of ResourceArns) {
    requireTaggedResource(call, arn)
    checkTags(balancingOf(call).tags.get(arn), Tags)
  }
  for (const arn of ResourceArns) addElbTags(call, arn, Tags)
  return {}
}
