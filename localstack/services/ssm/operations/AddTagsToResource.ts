import type {
  AddTagsToResourceCommandInput,
  AddTagsToResourceCommandOutput,
} from '@aws-sdk/client-ssm'
import type { Operation } from '../../service.ts'
import { checkParameterTags, requireTaggedParameter } from '../tags.ts'

export const AddTagsToResource: Operation<
  AddTagsToResourceCommandInput,
  AddTagsToResourceCommandOutput
> = ({ Tags, ...resource }, call) => {
  const parameter = requireTaggedParameter(call, resource)
  checkParameterTags(parameter.Tags, Tags)
  const keys = new Set(Tags.map(({ Key }) => Key))
  parameter.Tags = [...parameter.Tags.filter(({ Key }) => !keys.has(Key!)), ...Tags]
  return {}
}
