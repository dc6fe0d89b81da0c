import type {
  DescribeTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { clientError } from '../errors.ts'
import { tagsOf } from '../tags.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'

export const DescribeTaskDefinition: Operation<
  DescribeTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandOutput
> = readOnly(({ taskDefinition: reference, include = [] }, call) => {
  const taskDefinition = findTaskDefinition(call, reference)
  if (!taskDefinition) throw clientError('Unable to describe task definition.')
  return {
    taskDefinition,
    tags: include.includes('TAGS') ? tagsOf(call, taskDefinition.taskDefinitionArn) : undefined,
  }
})
