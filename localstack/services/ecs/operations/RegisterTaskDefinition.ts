import type {
  RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { addTags, checkEcsTags, tagsOf } from '../tags.ts'
import { registerTaskDefinition } from '../task-definition/register.ts'
import { checkTaskDefinition } from '../task-definition/rules.ts'

export const RegisterTaskDefinition: Operation<
  RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionCommandOutput
> = (input, call) => {
  checkTaskDefinition(input)
  checkEcsTags(input.tags)
  const taskDefinition = registerTaskDefinition(call, input, call.caller)
  addTags(call, taskDefinition.taskDefinitionArn, input.tags)
  return { taskDefinition, tags: tagsOf(call, taskDefinition.taskDefinitionArn) }
}
