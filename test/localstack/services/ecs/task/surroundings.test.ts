import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ListTasksCommand } from '@aws-sdk/client-ecs'
import { type Ecs, ensureTaskRole, openEcs } from '../../../../support/ecs.ts'
import { openImage } from '../../../../support/image.ts'
import { openBalancer } from '../../../../support/balancer.ts'
import { printed } from '../../../../support/printed.ts'
import { openEmulator, openTarget, type Target } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

describe('a container is surrounded as on Fargate', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
    await ensureTaskRole(target, 'listening')
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })
  const taskRoleArn = 'arn:aws:iam::000000000000:role/listening'

  /** What comes of listening on a port of an address. */
  const listening = (port: number, address: string) =>
    `new Promise((resolve) => {
      const server = require('net').createServer()
      server.on('error', ({ code }) => resolve(code))
      server.listen(${port}, '${address}', () => server.close(() => resolve('listening')))
    })`

  test('a user other than root cannot listen on a port below 1024', async () => {
    const user = '1000'
    assert.equal(await printed(app, listening(80, '0.0.0.0'), { user }), 'EACCES')
    assert.equal(await printed(app, listening(1024, '0.0.0.0'), { user }), 'listening')
  })

  test('unless its system controls say so', async () => {
    const namespace = 'net.ipv4.ip_unprivileged_port_start'
    const settings = { user: '1000', systemControls: [{ namespace, value: '0' }] }
    assert.equal(await printed(app, listening(80, '0.0.0.0'), settings), 'listening')
  })

  for (const address of ['0.0.0.0', '::'])
    test(`root in a task with a role listens on port 80 of ${address}`, async () => {
      assert.equal(await printed(app, listening(80, address), {}, { taskRoleArn }), 'listening')
    })

  /** The owner, the mode and the files of a folder. */
  const folder = (path: string) =>
    `(({ uid, gid, mode }) => JSON.stringify([uid, gid, (mode & 0o7777).toString(8), fs.readdirSync('${path}')]))(fs.statSync('${path}'))`
  const image = (declaration: string) =>
    openImage(`FROM node:26-slim
      RUN mkdir /data && touch /data/file && chown -R 1000:1000 /data && chmod 770 /data
      ${declaration}`)
  const mounted = (containerPath: string) => [{ sourceVolume: 'data', containerPath }]
  const volumes = [{ name: 'data' }]

  test('a volume is empty and root’s, whatever the image has at its path', async () => {
    await using plain = await image('')
    const settings = { image: plain.name, mountPoints: mounted('/data') }
    assert.equal(await printed(app, folder('/data'), settings, { volumes }), '[0,0,"755",[]]')
    const temporary = { mountPoints: mounted('/tmp') }
    assert.equal(await printed(app, folder('/tmp'), temporary, { volumes }), '[0,0,"755",[]]')
  })

  test('a volume at a path that the image declares gets its files and owner', async () => {
    await using declaring = await image('VOLUME /data')
    const settings = { image: declaring.name, mountPoints: mounted('/data/') }
    const expected = '[1000,1000,"770",["file"]]'
    assert.equal(await printed(app, folder('/data'), settings, { volumes }), expected)
    assert.equal(await printed(app, folder('/data'), { image: declaring.name }), expected)
  })

  test('containers share a volume, one of them to read it', async () => {
    const write = await app.container({
      name: 'writer',
      essential: false,
      portMappings: [],
      command: ['node', '-e', 'fs.writeFileSync("/data/note", "shared")'],
      mountPoints: mounted('/data'),
    })
    const program = `[fs.readFileSync('/data/note', 'utf8'), (() => { try { fs.writeFileSync('/data/note', '') } catch ({ code }) { return code } })()].join()`
    for (const how of [
      { mountPoints: [{ ...mounted('/data')[0], readOnly: true }] },
      { volumesFrom: [{ sourceContainer: 'writer', readOnly: true }] },
    ]) {
      const dependsOn = [{ containerName: 'writer', condition: 'SUCCESS' as const }]
      const read = await app.container({ command: ['node', '-p', program], dependsOn, ...how })
      const task = { volumes, containerDefinitions: [read, write] }
      assert.equal(await printed(app, program, {}, task), 'shared,EROFS')
    }
  })

  test('it has the variables that Fargate sets, and no other', async () => {
    const names = await printed(
      app,
      'Object.keys(process.env).toSorted().join()',
      {},
      { taskRoleArn },
    )
    const own = ['HOME', 'HOSTNAME', 'NODE_VERSION', 'PATH', 'YARN_VERSION']
    assert.deepEqual(
      names.split(',').filter((name) => !own.includes(name)),
      [
        'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
        'AWS_DEFAULT_REGION',
        'AWS_ENDPOINT_URL',
        'AWS_EXECUTION_ENV',
        'AWS_REGION',
        'ECS_AGENT_URI',
        'ECS_CONTAINER_METADATA_URI',
        'ECS_CONTAINER_METADATA_URI_V4',
      ],
    )
  })

  /** The name of the machine, the address that it resolves to, and the domain for short names. */
  const named = `require('dns').promises.lookup(os.hostname()).then(({ address }) => JSON.stringify({
    name: os.hostname(),
    address,
    search: fs.readFileSync('/etc/resolv.conf', 'utf8').match(/^search (.*)$/m)[1],
    hosts: fs.readFileSync('/etc/hosts', 'utf8'),
  }))`

  interface Named {
    name: string
    address: string
    search: string
    hosts: string
  }

  test('its name is that of its private address, and resolves to it', async () => {
    const { address, name, ...files } = JSON.parse(await printed(app, named)) as Named
    const { taskArns } = await app.ecs.send(
      new ListTasksCommand({ cluster: app.cluster, desiredStatus: 'STOPPED' }),
    )
    const tasks = await Promise.all(taskArns!.map((arn) => app.describeTask(arn)))
    const task = tasks.find(({ containers }) => {
      const [eni] = containers![0]!.networkInterfaces!
      return eni!.privateIpv4Address === address
    })
    const details = task!.attachments![0]!.details!
    assert.equal(details.find((detail) => detail.name === 'privateDnsName')!.value, name)
    assert.equal(name, `ip-${address.replaceAll('.', '-')}.ec2.internal`)
    assert.deepEqual(files, {
      search: 'ec2.internal',
      hosts: `127.0.0.1 localhost\n${address} ${name}\n`,
    })
  })

  test('a load balancer finds it at that address alone, and names the address as its host', async () => {
    const balancer = await openBalancer(target)
    const program = `require('dns').lookup(os.hostname(), (_error, address) =>
      require('http').createServer(({ headers, socket }, response) => {
        const isAllowed = headers['user-agent'] !== 'ELB-HealthChecker/2.0' || headers.host === address + ':8080'
        response.writeHead(isAllowed ? 200 : 400).end(String(socket.localAddress === address))
      }).listen(8080, address))`
    await app.register({ command: ['node', '-e', program] })
    await app.createService({
      loadBalancers: [
        { containerName: 'app', containerPort: 8080, targetGroupArn: balancer.targetGroupArn },
      ],
    })
    await until('a healthy target', async () =>
      (await balancer.health()).some(({ State }) => State === 'healthy'),
    )
    const answer = await fetch(balancer.url)
    assert.deepEqual([answer.status, await answer.text()], [200, 'true'])
  })

  test('in other regions its name has the region', async () => {
    await using emulator = await openEmulator()
    const config = { ...emulator.config, region: 'eu-central-1' }
    await using elsewhere = await openEcs({ ...emulator, config })
    const { name, address, search } = JSON.parse(await printed(elsewhere, named)) as Named
    assert.equal(name, `ip-${address.replaceAll('.', '-')}.eu-central-1.compute.internal`)
    assert.equal(search, 'eu-central-1.compute.internal')
  })
})
