import type {
  DescribeTagsCommandInput,
  DescribeTagsCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { listTags, requireTaggedResource } from '../tags.ts'

export const DescribeTags: Operation<DescribeTagsCommandInput, DescribeTagsCommandOutput> =
  readOnly(({ ResourceArns }, call) => {
    for (const arn of ResourceArns) requireTaggedResource(call, arn)
    return {
      TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: listTags(call, arn) })),
    }
  })
