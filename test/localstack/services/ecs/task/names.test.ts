import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openBalancer } from '../../../../support/balancer.ts'
import { printed } from '../../../../support/printed.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'
import { cloudMapOf } from '../../servicediscovery/client.ts'

describe("a task asks its VPC's name server", () => {
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

  const serve = ['node', '-e', "require('http').createServer((_, r) => r.end('here')).listen(8080)"]

  /** What names resolve to in a task, or their errors. */
  async function resolved(...questions: [method: string, name: string][]): Promise<unknown[]> {
    const asked = `const dns = require('dns').promises
      Promise.all(${JSON.stringify(questions)}.map(([method, name]) => dns[method](name).catch(({ code }) => code)))
        .then((answers) => console.log(JSON.stringify(answers)))`
    return JSON.parse(await printedBy(asked)) as unknown[]
  }

  async function printedBy(program: string): Promise<string> {
    await app.register({ command: ['node', '-e', program] })
    const { taskArn } = await app.runTask()
    await app.taskIn(taskArn!, 'STOPPED')
    return (await app.messages()).at(-1)!
  }

  test('which has the third address of its range', async () => {
    const file = await printed(app, "JSON.stringify(fs.readFileSync('/etc/resolv.conf', 'utf8'))")
    const names = await printed(app, 'require("dns").getServers().join()')
    assert.equal(JSON.parse(file), 'search ec2.internal\nnameserver 172.31.0.2\n')
    assert.equal(names, '172.31.0.2')
  })

  test('another task is found by its private name, by UDP and TCP, and its address by a pointer', async () => {
    await app.register({ command: serve })
    const { taskArn } = await app.runTask()
    const { attachments } = await app.taskIn(taskArn!, 'RUNNING')
    const detail = (name: string) =>
      attachments![0]!.details!.find((each) => each.name === name)!.value!
    const [name, address] = [detail('privateDnsName'), detail('privateIPv4Address')]
    assert.equal(
      await printedBy(
        `fetch('http://${name}:8080').then(async (answer) => console.log(await answer.text()))`,
      ),
      'here',
    )
    assert.deepEqual(
      await resolved(
        ['resolve4', name],
        ['resolve4', name.split('.')[0]!],
        ['resolve6', name],
        ['reverse', address],
        ['resolve4', 'ip-172-31-255-254.ec2.internal'],
      ),
      [[address], 'ENOTFOUND', 'ENODATA', [name], 'ENOTFOUND'],
    )
    const query = `const message = Buffer.concat([Buffer.from('000701000001000000000000', 'hex'),
      ...${JSON.stringify(name)}.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from('0000010001', 'hex')])
      const socket = require('net').connect(53, '172.31.0.2')
      socket.write(Buffer.concat([Buffer.from([0, message.length]), message]))
      socket.on('data', (data) => { console.log([...data.subarray(-4)].join('.')); process.exit() })`
    assert.equal(await printedBy(query), address)
  })

  test("which has none of Docker's names", async () => {
    await app.register({ command: serve })
    const { taskArn } = await app.runTask()
    const task = await app.taskIn(taskArn!, 'RUNNING')
    const { runtimeId } = task.containers![0]!
    const [names] = await resolved(['resolve4', runtimeId!.split('-')[0]!])
    assert.equal(names, 'ENOTFOUND')
    assert.equal(
      await printedBy(
        "require('dns').lookup('host.docker.internal', ({ code }) => console.log(code))",
      ),
      'ENOTFOUND',
    )
  })

  test('a load balancer is found by its name', async () => {
    const { url } = await openBalancer(target)
    const { hostname } = new URL(url)
    const [found] = await resolved(['resolve4', hostname])
    assert.equal(typeof (found as string[])[0], 'string', String(found))
  })

  test('and the services of private namespaces, with addresses and ports', async () => {
    const servicediscovery = cloudMapOf(target)
    const Name = `${unique('ns')}.local`
    const { OperationId } = await servicediscovery('CreatePrivateDnsNamespace', {
      Name,
      Vpc: app.vpcId,
    })
    const { Operation } = await servicediscovery('GetOperation', { OperationId })
    const { Service } = await servicediscovery('CreateService', {
      Name: 'api',
      DnsConfig: {
        NamespaceId: Operation.Targets.NAMESPACE,
        DnsRecords: ['A', 'SRV'].map((Type) => ({ Type, TTL: 10 })),
      },
    })
    for (const last of ['8', '9'])
      await servicediscovery('RegisterInstance', {
        ServiceId: Service.Id,
        InstanceId: `i${last}`,
        Attributes: { AWS_INSTANCE_IPV4: `10.0.0.${last}`, AWS_INSTANCE_PORT: '80' },
      })
    const [addresses, ports, one, absent] = await resolved(
      ['resolve4', `API.${Name}`],
      ['resolveSrv', `api.${Name}`],
      ['resolve4', `i8.api.${Name}`],
      ['resolve4', `web.${Name}`],
    )
    assert.deepEqual((addresses as string[]).toSorted(), ['10.0.0.8', '10.0.0.9'])
    assert.deepEqual(
      (ports as { name: string; port: number }[])
        .map(({ name, port }) => `${name}:${port}`)
        .toSorted(),
      [`i8.api.${Name}:80`, `i9.api.${Name}:80`],
    )
    assert.deepEqual([one, absent], [['10.0.0.8'], 'ENOTFOUND'])
  })
})
