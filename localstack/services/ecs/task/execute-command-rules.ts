import { invalidParameter } from '../errors.ts'
import type { ServiceRecord, TaskDefinitionRecord } from '../records.ts'
import type { TaskRoles } from './roles.ts'

interface Exec {
  enableExecuteCommand?: boolean | undefined
}

/** Rejects a task with ECS Exec and without a task role, in the words of boto/boto3#3173. */
export function checkTaskExec({ enableExecuteCommand }: Exec, { taskRoleArn }: TaskRoles): void {
  if (enableExecuteCommand && !taskRoleArn)
    throw invalidParameter(
      'The execute command failed because a valid task role is not being used. Specify a valid task role in your task definition or as a task override and try again.',
    )
}

/** Rejects a service with ECS Exec and without a task role, in the words of docker-archive/compose-cli#2120. */
export function checkServiceExec(
  { enableExecuteCommand }: ServiceRecord,
  { taskRoleArn }: TaskDefinitionRecord,
  participle: 'created' | 'updated',
): void {
  if (enableExecuteCommand && !taskRoleArn)
    throw invalidParameter(
      `The service couldn't be ${participle} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.`,
    )
}
