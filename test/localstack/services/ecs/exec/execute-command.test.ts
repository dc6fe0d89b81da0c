import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  DescribeTasksCommand,
  ECSClient,
  ExecuteCommandCommand,
  type ExecuteCommandCommandInput,
  ListTasksCommand,
} from '@aws-sdk/client-ecs'
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openEnforcedEcs } from '../../../../support/enforced-ecs.ts'
import { executeCommand, outputOf, startExecTask } from '../../../../support/exec-session.ts'
import { actAs, allow, policyOf } from '../../../../support/identity.ts'
import { openTarget, type Target } from '../../../../support/target.ts'

const off = {
  name: 'InvalidParameterException',
  message:
    'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
}
const notConnected = {
  name: 'TargetNotConnectedException',
  message: 'The execute command failed due to an internal error. Try again later.',
}

describe('ExecuteCommand', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })
  const call = (input: Partial<ExecuteCommandCommandInput>) => {
    const { cluster } = app
    const whole = { cluster, task: 'x', command: 'sh', interactive: true, ...input }
    return app.ecs.send(new ExecuteCommandCommand(whole))
  }

  test('returns a session and names the container', async () => {
    const task = await startExecTask(target, app)
    const { clusterArn, containerArn, containerName, interactive, session, taskArn } = await call({
      task,
    })
    const described = await app.describeTask(task)
    const [container] = described.containers!
    assert.equal(taskArn, task)
    assert.equal(clusterArn, described.clusterArn)
    assert.equal(containerArn, container!.containerArn)
    assert.equal(containerName, 'app')
    assert.equal(interactive, true)
    assert.match(session!.sessionId!, /^ecs-execute-command-[0-9a-z]{25}$/)
    assert.equal(
      session!.streamUrl,
      `${target.url.replace('http', 'ws')}/v1/data-channel/${session!.sessionId}?role=publish_subscribe`,
    )
    assert.ok(session!.tokenValue)
    const [agent] = container!.managedAgents!
    assert.equal(agent!.name, 'ExecuteCommandAgent')
    assert.equal(agent!.lastStatus, 'RUNNING')
    assert.ok(agent!.lastStartedAt)
  })

  test('rejects a task that runs without it, and one whose container has not started', async () => {
    await app.register()
    const { taskArn } = await app.runTask()
    const { containers } = await app.taskIn(taskArn!, 'RUNNING')
    assert.equal(containers![0]!.managedAgents, undefined)
    await assert.rejects(call({ task: taskArn! }), off)
    const taskRoleArn = 'arn:aws:iam::000000000000:role/exec'
    await app.register({}, { taskRoleArn })
    const { taskArn: starting, containers: pending } = await app.runTask({
      enableExecuteCommand: true,
    })
    assert.equal(pending![0]!.managedAgents![0]!.lastStatus, 'PENDING')
    await assert.rejects(call({ task: starting! }), off)
  })

  test('rejects what is not interactive, a task that is not there, and a container that is not', async () => {
    const task = await startExecTask(target, app)
    const invalid = (message: string) => ({ name: 'InvalidParameterException', message })
    await assert.rejects(
      call({ task, interactive: false }),
      invalid('Interactive is the only mode supported currently.'),
    )
    await assert.rejects(
      call({ task: '0'.repeat(32) }),
      invalid('The referenced task was not found.'),
    )
    await assert.rejects(
      call({ task, container: 'other' }),
      invalid('Unable to find the container other in the task.'),
    )
  })

  test('needs the name of the container where there are several', async () => {
    const containerDefinitions = [
      await app.container({ name: 'one' }),
      await app.container({
        name: 'two',
        portMappings: [],
        environment: [{ name: 'PORT', value: '8081' }],
      }),
    ]
    const task = await startExecTask(target, app, {}, { containerDefinitions })
    await assert.rejects(call({ task }), { name: 'InvalidParameterException' })
    assert.equal((await call({ task, container: 'two' })).containerName, 'two')
  })

  test('does not connect to a read-only container unless the agent has its folders', async () => {
    const readonlyRootFilesystem = true
    const task = await startExecTask(target, app, { readonlyRootFilesystem })
    await assert.rejects(call({ task }), notConnected)
    const folders = ['/var/lib/amazon', '/var/log/amazon']
    const volumes = folders.map((_, index) => ({ name: `v${index}` }))
    const mountPoints = folders.map((containerPath, index) => ({
      sourceVolume: `v${index}`,
      containerPath,
    }))
    const writable = await startExecTask(
      target,
      app,
      { readonlyRootFilesystem, mountPoints },
      { volumes },
    )
    assert.ok((await call({ task: writable })).session)
  })
})

test('where IAM is enforced, the task role needs the permissions of the agent, and the caller those of docs/exec.md', async () => {
  await using enforced = await openEnforcedEcs()
  const { app, target } = enforced
  const iam = new IAMClient(target.config)
  const task = await startExecTask(target, app)
  await assert.rejects(executeCommand(app, task, 'sh'), notConnected)
  const policy = { RoleName: 'exec', PolicyName: 'agent' }
  const put = (names: string[]) =>
    iam.send(
      new PutRolePolicyCommand({
        ...policy,
        PolicyDocument: policyOf(allow(names.map((name) => `ssmmessages:${name}`))),
      }),
    )
  await put(['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel'])
  await assert.rejects(executeCommand(app, task, 'sh'), notConnected)
  await put(['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'])
  assert.equal(await outputOf(app, task, 'echo in'), 'in\r\n')
  const { config } = await actAs(target, policyInDocs(app.cluster, target.config.region))
  const ecs = new ECSClient(config)
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: app.cluster }))
  await ecs.send(new DescribeTasksCommand({ cluster: app.cluster, tasks: taskArns }))
  assert.equal(await outputOf({ ...app, ecs }, task, 'echo in'), 'in\r\n')
  const other = await actAs(target, policyInDocs('other', target.config.region))
  await assert.rejects(outputOf({ ...app, ecs: new ECSClient(other.config) }, task, 'echo in'), {
    name: 'AccessDeniedException',
    message: /is not authorized to perform: ecs:ExecuteCommand on resource/,
  })
  await iam.send(new DeleteRolePolicyCommand(policy))
})

/** The statements that docs/exec.md has for those who may open sessions. */
function policyInDocs(app: string, region: string): object[] {
  const page = readFileSync(join(import.meta.dirname, '../../../../../docs/exec.md'), 'utf8')
  const json = /```json\n(\{\n {2}"Version"[^`]*)```/.exec(page)![1]!
  const filled = json
    .replaceAll('<app>', app)
    .replaceAll('<region>', region)
    .replaceAll('<account>', '000000000000')
  return (JSON.parse(filled) as { Statement: object[] }).Statement
}
