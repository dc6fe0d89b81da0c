import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DeleteServiceCommand } from '@aws-sdk/client-ecs'
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { openBalancer } from '../../../../support/balancer.ts'
import { type Ecs, openEcs, storyOf } from '../../../../support/ecs.ts'
import { openImage } from '../../../../support/image.ts'
import { openTarget, type Target } from '../../../../support/target.ts'
import { testImage } from '../../../../support/test-image.ts'
import { until } from '../../../../support/until.ts'

describe('what goes wrong with an image goes wrong as on AWS', () => {
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

  const event = (service: string, pattern: RegExp): Promise<string> =>
    until(`an event like ${pattern}`, async () =>
      storyOf(await app.describeService(service)).find((line) => pattern.test(line)),
    )
  const end = (service: string) =>
    app.ecs.send(new DeleteServiceCommand({ cluster: app.cluster, service, force: true }))

  test('a program for another processor under this one’s name', async () => {
    const foreign = Buffer.alloc(120)
    foreign.write('7f454c46020101', 0, 'hex')
    foreign.writeUInt16LE(2, 16)
    foreign.writeUInt16LE(process.arch === 'arm64' ? 0x3e : 0xb7, 18)
    await using image = await openImage('FROM scratch\nCOPY server /\nCMD ["/server"]\n', {
      server: foreign,
    })
    await app.register({ image: image.name })
    const { taskArn } = await app.runTask()
    const { stopCode, stoppedReason, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'EssentialContainerExited')
    assert.equal(stoppedReason, 'Essential container in task exited')
    assert.notEqual(containers![0]!.exitCode, 0)
    assert.equal((await app.messages()).at(-1), 'exec /server: exec format error')
  })

  test('a program that misses a variable', async () => {
    const program =
      'if (!process.env.DATABASE_URL) { console.error("DATABASE_URL is missing"); process.exit(1) }'
    await app.register({ command: ['node', '-e', program] })
    const { taskArn } = await app.runTask()
    const { stopCode, stoppedReason, containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(stopCode, 'EssentialContainerExited')
    assert.equal(stoppedReason, 'Essential container in task exited')
    assert.equal(containers![0]!.exitCode, 1)
    assert.equal((await app.messages()).at(-1), 'DATABASE_URL is missing')
  })

  test('a health command that the image does not have', async () => {
    await app.register({
      healthCheck: {
        command: ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1'],
        interval: 5,
        timeout: 2,
        retries: 1,
      },
    })
    const service = await app.createService()
    assert.equal(
      await event(service, /health checks/),
      '(service S) (task T1) failed container health checks.',
    )
    const reason = await until('the reason', async () => {
      const [task] = await app.tasksOf(service, 'STOPPED')
      return task?.stoppedReason
    })
    assert.equal(reason, 'Task failed container health checks')
    await end(service)
  })

  test('a server that listens on its own localhost only', async () => {
    const balancer = await openBalancer(target)
    await app.register({
      command: ['node', '-e', 'require("http").createServer().listen(8080, "127.0.0.1")'],
    })
    const { targetGroupArn } = balancer
    const service = await app.createService({
      loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
    })
    assert.match(
      await event(service, /is unhealthy/),
      /^\(service S\) \(task T1\) \(port 8080\) is unhealthy in \(target-group ARN\) due to \(reason (Health checks failed|Request timed out)\)$/,
    )
    const reason = await until('the reason', async () => {
      const [task] = await app.tasksOf(service, 'STOPPED')
      return task?.stoppedReason
    })
    assert.equal(reason, `Task failed ELB health checks in (target-group ${targetGroupArn})`)
    await end(service)
  })

  test('the image’s own HEALTHCHECK, which ECS does not look at', async () => {
    await using image = await openImage(
      `FROM ${await testImage()}\nHEALTHCHECK --interval=1s --retries=1 CMD ["node", "-e", "console.log(1); process.exit(1)"]\n`,
    )
    await app.register({ image: image.name })
    const service = await app.createService()
    const { events } = await app.rolledOut(service)
    assert.ok(events!.every(({ message }) => !message!.includes('health checks')))
    const [task] = await app.tasksOf(service)
    assert.equal(task!.healthStatus, 'UNKNOWN')
    assert.equal(task!.containers![0]!.healthStatus, undefined)
    await end(service)
    await app.taskIn(task!.taskArn!, 'STOPPED')
  })

  test('what a container says arrives in order and soon, its last words too', async () => {
    const program =
      'let n = 0; const say = () => { console.log("line " + n++); if (n < 500) setImmediate(say); else throw new Error("last words") }; say()'
    await app.register({ command: ['node', '-e', program] })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    const { events = [] } = await app.logs.send(
      new FilterLogEventsCommand({
        logGroupName: app.logGroup,
        logStreamNames: [`ecs/app/${taskArn!.split('/').at(-1)}`],
      }),
    )
    const lines = events.map(({ message }) => message!)
    assert.deepEqual(
      lines.filter((line) => line.startsWith('line ')),
      Array.from({ length: 500 }, (_, index) => `line ${index}`),
    )
    assert.ok(lines.includes('Error: last words'))
  })
})
