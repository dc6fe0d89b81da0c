import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Tag } from '@aws-sdk/client-ecs'
import { build } from 'esbuild'
import { type Ecs, ensureTaskRole, openEcs } from '../../../../support/ecs.ts'
import { openImage } from '../../../../support/image.ts'
import { openTarget, type Target } from '../../../../support/target.ts'

describe('a container asks 169.254.170.2', () => {
  let target: Target
  let app: Ecs
  const taskRoleArn = 'arn:aws:iam::000000000000:role/asking'
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    await ensureTaskRole(target, 'asking')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  /** What a task's program prints as JSON. */
  const told = async (
    program: string,
    definition: { taskRoleArn?: string | undefined } = { taskRoleArn },
    tags: Tag[] = [],
  ) => {
    const print = `(async () => console.log(JSON.stringify(await (async () => {${program}})())))()`
    await app.register({ command: ['node', '-e', print] }, definition)
    const { taskArn } = await app.runTask({ tags })
    const { containers } = await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(containers![0]!.exitCode, 0)
    const answer = JSON.parse((await app.messages()).at(-1)!) as Record<string, unknown>
    return { taskArn: taskArn!, answer }
  }
  const get = (path: string) =>
    `return (await fetch(process.env.ECS_CONTAINER_METADATA_URI_V4 + '${path}')).json()`

  test('what its container is', async () => {
    const { taskArn, answer } = await told(get(''))
    const id = taskArn.split('/').at(-1)
    const { Labels, LogOptions, Networks } = answer as Record<string, Record<string, unknown>>
    assert.equal(answer.Name, 'app')
    assert.match(String(answer.DockerId), new RegExp(`^${id}-\\d+$`))
    assert.equal(answer.KnownStatus, 'RUNNING')
    assert.equal(answer.LogDriver, 'awslogs')
    assert.equal(LogOptions!['awslogs-stream'], `ecs/app/${id}`)
    assert.equal(Labels!['com.amazonaws.ecs.task-arn'], taskArn)
    const [network] = Networks as unknown as { NetworkMode: string; IPv4Addresses: string[] }[]
    assert.equal(network!.NetworkMode, 'awsvpc')
    assert.match(network!.IPv4Addresses[0]!, /^172\.31\./)
  })

  test('what its task is', async () => {
    const { taskArn, answer } = await told(get('/task'))
    assert.equal(answer.TaskARN, taskArn)
    assert.equal(answer.Family, app.family)
    assert.equal(answer.LaunchType, 'FARGATE')
    assert.deepEqual(answer.Limits, { CPU: 0.25, Memory: 512 })
    assert.match(String(answer.AvailabilityZone), /^us-east-1[a-f]$/)
    assert.deepEqual(
      (answer.Containers as { Name: string }[]).map(({ Name }) => Name),
      ['app'],
    )
  })

  test('what its task is, with the tags of the task', async () => {
    const program = get('/taskWithTags')
    const { taskArn, answer } = await told(program, {}, [{ key: 'team', value: 'red' }])
    assert.equal(answer.TaskARN, taskArn)
    assert.deepEqual(answer.TaskTags, { team: 'red' })
  })

  test('in the paths of versions 2 and 3', async () => {
    const { taskArn, answer } = await told(
      `const at = async (url) => (await fetch(url)).json()
       const two = 'http://169.254.170.2/v2'
       const three = process.env.ECS_CONTAINER_METADATA_URI
       const task = await at(two + '/metadata')
       const id = task.Containers[0].DockerId
       return {
         tasks: [task.TaskARN, (await at(three + '/task')).TaskARN],
         names: [(await at(two + '/metadata/' + id)).Name, (await at(three)).Name],
         stats: Object.keys(await at(two + '/stats'))[0] === id,
         used: (await at(two + '/stats/' + id)).memory_stats.usage > 0,
       }`,
    )
    assert.deepEqual(answer, {
      tasks: [taskArn, taskArn],
      names: ['app', 'app'],
      stats: true,
      used: true,
    })
  })

  test('how much its containers use', async () => {
    const { answer: own } = await told(get('/stats'))
    assert.ok((own.memory_stats as { usage: number }).usage > 0)
    const { eth1 } = own.networks as Record<string, { rx_bytes: number }>
    assert.ok(eth1!.rx_bytes > 0)
    const { answer: all } = await told(get('/task/stats'))
    assert.match(Object.keys(all)[0]!, /^[0-9a-f]{32}-\d+$/)
  })

  test('a task without a role is told of metadata and of no credentials', async () => {
    const { taskArn, answer } = await told(
      `const { ECS_CONTAINER_METADATA_URI_V4: uri, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: credentials } = process.env
       const { Name } = await (await fetch(uri)).json()
       return { Name, credentials }`,
      {},
    )
    assert.ok(taskArn)
    assert.deepEqual(answer, { Name: 'app' })
  })

  test('the credentials of its task role, and of no other task', async () => {
    const { answer } = await told(
      `const at = (path) => fetch('http://169.254.170.2' + path)
       const own = process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
       const first = await (await at(own)).json()
       const again = await (await at(own)).json()
       const other = await (await at(own.replace(/[0-9a-f]{12}$/, '000000000000'))).json()
       return { keys: Object.keys(first), role: first.RoleArn, same: first.Token === again.Token, other, own }`,
    )
    const { own, ...rest } = answer
    assert.match(String(own), /^\/v2\/credentials\/[0-9a-f-]{36}$/)
    assert.deepEqual(rest, {
      keys: ['RoleArn', 'AccessKeyId', 'SecretAccessKey', 'Expiration', 'Token'],
      role: taskRoleArn,
      same: true,
      other: {
        code: 'InvalidIdInRequest',
        message: 'CredentialsV2Request: Credentials not found',
        HTTPErrorCode: 400,
      },
    })
  })

  test('an SDK in it is the task role', async () => {
    const source = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
      const { Arn } = await new STSClient().send(new GetCallerIdentityCommand())
      console.log(Arn)`
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
      },
    })
    await using image = await openImage(
      'FROM node:26-slim\nCOPY whoami.mjs /\nCMD ["node", "/whoami.mjs"]\n',
      { 'whoami.mjs': outputFiles[0]!.text },
    )
    await app.register({ image: image.name }, { taskRoleArn })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    assert.equal(
      (await app.messages()).at(-1),
      `arn:aws:sts::000000000000:assumed-role/asking/${taskArn!.split('/').at(-1)}`,
    )
  })

  test('containers of a task share the address', async () => {
    const program = `fetch(process.env.ECS_CONTAINER_METADATA_URI_V4).then((r) => r.json()).then(({ Name }) => console.log('I am ' + Name))`
    const command = ['node', '-e', program]
    const names = ['one', 'two']
    const containers = await Promise.all(
      names.map((name) =>
        app.container({ name, command, portMappings: [], essential: name === 'two' }),
      ),
    )
    containers[1]!.dependsOn = [{ containerName: 'one', condition: 'SUCCESS' }]
    await app.register({}, { containerDefinitions: containers })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    assert.deepEqual((await app.messages()).slice(-2).toSorted(), ['I am one', 'I am two'])
  })
})
