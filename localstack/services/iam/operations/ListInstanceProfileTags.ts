import type {
  ListInstanceProfileTagsCommandInput,
  ListInstanceProfileTagsCommandOutput,
} from '@aws-sdk/client-iam'
import { requireInstanceProfile } from '../instance-profile.ts'
import { iamPage } from '../list.ts'
import { type Operation, readOnly } from '../../service.ts'

export const ListInstanceProfileTags: Operation<
  ListInstanceProfileTagsCommandInput,
  ListInstanceProfileTagsCommandOutput
> = readOnly((input, call) => {
  const { items, paging } = iamPage(
    requireInstanceProfile(call, input.InstanceProfileName).Tags,
    input,
  )
  return { Tags: items, ...paging }
})
