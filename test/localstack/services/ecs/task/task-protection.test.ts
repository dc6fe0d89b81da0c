import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { GetTaskProtectionCommand } from '@aws-sdk/client-ecs'
import { type Ecs, ensureTaskRole, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

describe('a container protects its task by the agent’s API', () => {
  let target: Target
  let app: Ecs
  const taskRoleArn = 'arn:aws:iam::000000000000:role/protecting'
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    await ensureTaskRole(target, 'protecting')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  /** A program that prints what the endpoint answers to some bodies, and last to a GET; then it runs on if STAY is set. */
  const asking = (...bodies: string[]) => [
    'node',
    '-e',
    `(async () => {
      const url = process.env.ECS_AGENT_URI + '/task-protection/v1/state'
      const answers = []
      for (const body of [...${JSON.stringify(bodies)}, undefined]) {
        const response = await fetch(url, body === undefined ? {} : { method: 'PUT', body })
        answers.push([response.status, await response.json()])
      }
      console.log(JSON.stringify(answers))
      if (process.env.STAY) setInterval(() => {}, 1e6)
    })()`,
  ]
  const answers = async (): Promise<unknown[]> => {
    const messages = await app.messages()
    return JSON.parse(messages.findLast((text) => text?.startsWith('[')) ?? '[]') as unknown[]
  }

  test('until the time that it gives, if a service runs it', async () => {
    const body = '{"ProtectionEnabled":true,"ExpiresInMinutes":60}'
    const environment = [{ name: 'STAY', value: '1' }]
    await app.register({ command: asking(body), environment }, { taskRoleArn })
    const service = await app.createService()
    const [put, get] = await until('the answers', async () => {
      const given = await answers()
      return given.length > 0 && given
    })
    const [{ taskArn } = {}] = await app.tasksOf(service)
    const { protectedTasks } = await app.ecs.send(
      new GetTaskProtectionCommand({ cluster: app.cluster, tasks: [taskArn!] }),
    )
    const [{ protectionEnabled, expirationDate } = {}] = protectedTasks!
    assert.equal(protectionEnabled, true)
    const protection = {
      ExpirationDate: expirationDate!.toISOString().replace(/\.\d+/, ''),
      ProtectionEnabled: true,
      TaskArn: taskArn,
    }
    assert.deepEqual(put, [200, { protection }])
    assert.deepEqual(get, [200, { protection }])
  })

  test('a task of no service, a body that says nothing, and one that cannot be read are rejected', async () => {
    await app.register(
      {
        command: asking(
          '{}',
          '{"Enabled":true}',
          '{"ProtectionEnabled":true,"ExpiresInMinutes":0}',
        ),
      },
      { taskRoleArn },
    )
    const { taskArn } = await app.runTask()
    const error = (Message: string, Arn = taskArn) => ({
      error: { Arn, Code: 'InvalidParameterException', Message },
    })
    await app.taskIn(taskArn!, 'STOPPED')
    const [nothing, unread, short, get] = (await answers()) as [number, { requestID?: string }][]
    assert.deepEqual(nothing, [
      400,
      error("Invalid request: does not contain 'ProtectionEnabled' field"),
    ])
    assert.deepEqual(unread, [400, error('UpdateTaskProtection: failed to decode request', '')])
    const { requestID, ...rest } = short![1]
    assert.match(requestID!, /^[0-9a-f-]{36}$/)
    assert.deepEqual(rest, error('expiresInMinutes must be between 1 and 2880.'))
    assert.deepEqual(get, [
      200,
      { failure: { Arn: taskArn, Detail: null, Reason: 'TASK_NOT_VALID' } },
    ])
  })

  test('not without a task role', async () => {
    await app.register({ command: asking() })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    assert.deepEqual(await answers(), [
      [
        403,
        {
          error: {
            Arn: taskArn,
            Code: 'AccessDeniedException',
            Message: 'Invalid Request: no task IAM role credentials available for task',
          },
        },
      ],
    ])
  })
})
