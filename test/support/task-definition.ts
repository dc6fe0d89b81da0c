import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type ContainerDefinition,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from './ecs.ts'
import type { Target } from './target.ts'

export type TaskSettings = Partial<RegisterTaskDefinitionCommandInput>
export type ContainerSettings = Partial<ContainerDefinition>

/** What is changed in a definition that is otherwise right, and what ECS says to it. */
export interface Refused {
  what: string
  container?: ContainerSettings
  task?: TaskSettings
  message: string
}

/** A test for each definition that ECS refuses to register, with its exact message. */
export const testRefusals = (title: string, refused: Refused[], open: () => Promise<Target>) =>
  describe(title, () => {
    let target: Target
    let app: Ecs
    before(async () => {
      target = await open()
      app = await openEcs(target)
    })
    after(async () => {
      await app[Symbol.asyncDispose]()
      await target[Symbol.asyncDispose]()
    })

    for (const { what, container, task, message } of refused)
      test(what, async () => {
        const input = await app.definition(container, task)
        await assert.rejects(app.ecs.send(new RegisterTaskDefinitionCommand(input)), {
          name: 'ClientException',
          message,
        })
      })
  })
