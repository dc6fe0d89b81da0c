import type { Call } from '../../../kernel/scope.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import { registerTaskDefinition } from '../task-definition/register.ts'
import { checkTaskDefinition } from '../task-definition/rules.ts'
import { requireRunnable } from '../task-definition/task-definition.ts'
import { checkOwnDefinition } from './rules.ts'
import {
  mergedSettings,
  registrationOf,
  type TaskInput,
  type TaskSettings,
} from './task-settings.ts'

interface Names {
  family: string
  logGroup: string
}

/** Checks the task definition that a request leads to, and returns what registers it, unless it is one of the user's own. */
export function definitionFor(
  call: Call,
  before: TaskSettings,
  { input, names }: { input: TaskInput; names: Names },
): () => TaskDefinitionRecord {
  if (input.taskDefinitionArn !== undefined) {
    const definition = requireRunnable(call, input.taskDefinitionArn)
    checkOwnDefinition(definition)
    return () => definition
  }
  const registration = registrationOf(call, mergedSettings(before, input), names)
  checkTaskDefinition(registration)
  return () => registerTaskDefinition(call, registration, call.caller)
}
