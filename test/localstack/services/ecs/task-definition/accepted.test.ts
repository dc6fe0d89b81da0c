import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import type { ContainerSettings, TaskSettings } from '../../../../support/task-definition.ts'

const accepted: { what: string; container?: ContainerSettings; task?: TaskSettings }[] = [
  {
    what: 'a health check without CMD or CMD-SHELL',
    container: { healthCheck: { command: ['/healthcheck'] } },
  },
  {
    what: 'tmpfs on Fargate',
    container: { linuxParameters: { tmpfs: [{ containerPath: '/scratch', size: 64 }] } },
  },
  {
    what: 'a port for TCP and UDP',
    container: {
      portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }],
    },
  },
  { what: 'an image with a number sign', container: { image: 'registry/app#1' } },
  { what: 'less memory than Docker gives', container: { memory: 4 } },
  {
    what: 'a container port twice in bridge mode, where hosts take free ports',
    container: { portMappings: [{ containerPort: 7000 }, { containerPort: 7000 }] },
    task: { networkMode: 'bridge', requiresCompatibilities: ['EC2'] },
  },
]

describe('RegisterTaskDefinition accepts', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await target[Symbol.asyncDispose]()
  })

  for (const { what, container, task } of accepted)
    test(what, async () => {
      const input = await app.definition(container, task)
      const { taskDefinition } = await app.ecs.send(new RegisterTaskDefinitionCommand(input))
      assert.equal(taskDefinition!.status, 'ACTIVE')
    })

  const compatibilities = async (container: ContainerSettings, task: TaskSettings) => {
    const input = await app.definition(container, task)
    const { taskDefinition } = await app.ecs.send(new RegisterTaskDefinitionCommand(input))
    return taskDefinition!.compatibilities
  }

  test('launch types that requiresCompatibilities does not name', async () => {
    const task = { requiresCompatibilities: undefined }
    assert.deepEqual(await compatibilities({}, task), ['EC2', 'MANAGED_INSTANCES', 'FARGATE'])
    const privileged = await compatibilities({ privileged: true }, task)
    assert.deepEqual(privileged, ['EC2', 'MANAGED_INSTANCES'])
    const host = { ...task, networkMode: 'host' as const }
    assert.deepEqual(await compatibilities({}, host), ['EXTERNAL', 'EC2'])
  })
})
