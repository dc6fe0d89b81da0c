import type {
  RemoveTagsFromResourceCommandInput,
  RemoveTagsFromResourceCommandOutput,
} from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { requireTaggedParameter } from '../tags.ts'

export const RemoveTagsFromResource: Operation<
  RemoveTagsFromResourceCommandInput,
  RemoveTagsFromResourceCommandOutput
> = ({ TagKeys, ...resource }, call) => {
  const parameter = requireTaggedParameter(call, resource)
  parameter.Tags = parameter.Tags.filter(({ Key }) => !TagKeys.includes(Key!))
  return {}
}
