import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
} from '@aws-sdk/client-ssm'
import { type Operation, readOnly } from '../../service.ts'
import { requireTaggedParameter } from '../tags.ts'

export const ListTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
> = readOnly((resource, call) => ({ TagList: requireTaggedParameter(call, resource).Tags }))
