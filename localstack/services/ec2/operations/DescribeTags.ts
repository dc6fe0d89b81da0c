import type {
  DescribeTagsCommandInput,
  DescribeTagsCommandOutput,
  ResourceType,
  TagDescription,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { filtered, type Filters, paged } from '../describe.ts'
import { taggable } from '../tag.ts'

export const DescribeTags: Operation<DescribeTagsCommandInput, DescribeTagsCommandOutput> =
  readOnly((query, call) => {
    const tags = [...taggable(call)].flatMap(([id, { resourceType, tags }]) =>
      tags.map((tag) => ({ ...tag, ResourceId: id, ResourceType: resourceType as ResourceType })),
    )
    const { page, NextToken } = paged(
      filtered(tags, query.Filters, { filters, tags: (tag) => [tag] }),
      query,
    )
    return { Tags: page, NextToken }
  })

const filters: Filters<TagDescription> = {
  key: ({ Key }) => [Key],
  value: ({ Value }) => [Value],
  'resource-id': ({ ResourceId }) => [ResourceId],
  'resource-type': ({ ResourceType }) => [ResourceType],
}
