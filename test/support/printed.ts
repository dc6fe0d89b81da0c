import assert from 'node:assert/strict'
import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import type { Ecs } from './ecs.ts'
import type { TaskSettings } from './task-definition.ts'

/** Returns the value of an expression, or what its promise resolves to, in a task whose container `app` has these settings. */
export async function printed(
  app: Ecs,
  expression: string,
  settings: Partial<ContainerDefinition> = {},
  task: TaskSettings = {},
): Promise<string> {
  const command = ['node', '-e', `Promise.resolve(${expression}).then(console.log)`]
  await app.register({ command, ...settings }, task)
  const { taskArn } = await app.runTask()
  const { containers } = await app.taskIn(taskArn!, 'STOPPED')
  const messages = await app.messages()
  assert.equal(containers![0]!.exitCode, 0, messages.join('\n'))
  return messages.at(-1)!
}
