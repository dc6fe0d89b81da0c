import type { DeleteTagsCommandInput, DeleteTagsCommandOutput } from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { requireTagsOf } from '../tag.ts'

/** A tag given with a value goes only if that is its value; no tags given means all. */
export const DeleteTags: Operation<DeleteTagsCommandInput, DeleteTagsCommandOutput> = (
  { Resources, Tags },
  call,
) => {
  for (const tags of Resources.map((id) => requireTagsOf(call, id))) {
    const kept = tags.filter(({ Key: key, Value: value }) =>
      Tags ? !Tags.some(({ Key, Value = value }) => Key === key && Value === value) : false,
    )
    tags.splice(0, tags.length, ...kept)
  }
  return {}
}
