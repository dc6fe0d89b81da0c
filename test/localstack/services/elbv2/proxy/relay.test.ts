import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { connect } from 'node:tls'
import {
  CreateListenerCommand,
  type CreateListenerCommandInput,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  defaultNetwork,
  descriptionOf,
  openServer,
  publishedUrl,
} from '../../../../support/balancer.ts'
import { importCertificate } from '../../../../support/certificate.ts'
import { get } from '../../../../support/exchange.ts'
import { privateAddress } from '../../../../support/private-address.ts'
import { openRawClient } from '../../../../support/raw-client.ts'
import { openEmulator, type Target, unique } from '../../../../support/target.ts'
import { until } from '../../../../support/until.ts'

type Listening = Parameters<typeof descriptionOf>[0]

/** A network load balancer with one listener before one target group. */
async function openNetworkBalancer(
  target: Target,
  listener: Partial<CreateListenerCommandInput> = {},
) {
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { vpcId, subnetIds } = await defaultNetwork(target)
  const name = unique('net')
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: name, Type: 'network', Subnets: subnetIds.slice(0, 1) }),
  )
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: unique('tg'),
      Protocol: 'TCP',
      Port: 80,
      VpcId: vpcId,
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
    }),
  )
  const { TargetGroupArn } = TargetGroups![0]!
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn!,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: TargetGroupArn! }],
      ...listener,
    }),
  )
  const state = async (server: Listening) => {
    const { TargetHealthDescriptions } = await elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn, Targets: [descriptionOf(server)] }),
    )
    return TargetHealthDescriptions![0]!.TargetHealth!.State
  }
  return {
    elb,
    name,
    url: await publishedUrl(target, Listeners![0]!.ListenerArn!),
    set: (attributes: Record<string, string>) =>
      elb.send(
        new ModifyTargetGroupAttributesCommand({
          TargetGroupArn,
          Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
        }),
      ),
    leave: (server: Listening) =>
      elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [descriptionOf(server)] })),
    state,
    async register(server: Listening) {
      const Targets = [descriptionOf(server)]
      await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }))
      await until('a healthy target', async () => (await state(server)) === 'healthy')
    },
  }
}

/** A target that greets, says back what it hears, and takes its leave when the client has. */
async function openEcho(name: string) {
  const connections = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => connections.delete(socket))
    socket.write(`${name}:`)
    socket.on('data', (bytes) => socket.write(bytes)).on('end', () => socket.end('bye'))
  })
  await new Promise<void>((resolve) => server.listen(0, privateAddress(), resolve))
  return Object.assign(server, {
    connections,
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of connections) socket.destroy()
    },
  })
}

test('bytes go through both ways, and one side may end before the other', async () => {
  await using target = await openEmulator()
  const balancer = await openNetworkBalancer(target)
  await using echo = await openEcho('echo')
  await balancer.register(echo)
  using client = openRawClient(balancer.url)
  await client.receives(/^echo:$/)
  client.send('\0no\nHTTP\xff')
  await client.receives(/^echo:\0no\nHTTP\xff$/)
  client.socket.end()
  assert.equal(await client.ended(), 'echo:\0no\nHTTP\xffbye')
})

test('connections take turns, unless the group is sticky by source address', async () => {
  await using target = await openEmulator()
  const balancer = await openNetworkBalancer(target)
  await using one = await openEcho('one')
  await using two = await openEcho('two')
  await balancer.register(one)
  await balancer.register(two)
  const greetings = async () => {
    const heard: string[] = []
    for (let count = 0; count < 4; count += 1) {
      using client = openRawClient(balancer.url)
      heard.push(await client.receives(/^(one|two):$/))
    }
    return heard
  }
  assert.deepEqual((await greetings()).toSorted(), ['one:', 'one:', 'two:', 'two:'])
  await balancer.set({ 'stickiness.enabled': 'true', 'stickiness.type': 'source_ip' })
  assert.equal(new Set(await greetings()).size, 1)
})

test('without a target, or with one that has gone, the connection is reset', async () => {
  await using target = await openEmulator()
  const balancer = await openNetworkBalancer(target)
  const reset = async () => {
    using client = openRawClient(balancer.url)
    const [error] = (await once(client.socket, 'error')) as [NodeJS.ErrnoException]
    return error.code
  }
  assert.equal(await reset(), 'ECONNRESET')
  const echo = await openEcho('echo')
  await balancer.register(echo)
  await echo[Symbol.asyncDispose]()
  assert.equal(await reset(), 'ECONNRESET')
})

test('a connection outlives its target’s draining, unless the group says otherwise', async () => {
  await using target = await openEmulator()
  const balancer = await openNetworkBalancer(target)
  await using echo = await openEcho('echo')
  for (const terminates of ['false', 'true']) {
    await balancer.set({
      'deregistration_delay.timeout_seconds': '1',
      'deregistration_delay.connection_termination.enabled': terminates,
    })
    await balancer.register(echo)
    using client = openRawClient(balancer.url)
    await client.receives(/^echo:$/)
    await balancer.leave(echo)
    if (terminates === 'true') await client.ended()
    else {
      await until('the end of the draining', async () => (await balancer.state(echo)) === 'unused')
      client.send('still here')
      await client.receives(/still here$/)
    }
  }
})

test('a TLS listener ends TLS before the target', async () => {
  await using target = await openEmulator()
  const balancer = await openNetworkBalancer(target, {
    Protocol: 'TLS',
    Port: 443,
    Certificates: [{ CertificateArn: await importCertificate(target) }],
  })
  await using echo = await openEcho('echo')
  await balancer.register(echo)
  const { hostname, port } = new URL(balancer.url)
  const client = connect({ host: hostname, port: Number(port), rejectUnauthorized: false })
  let received = ''
  client.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
  client.write('over TLS')
  await until('the echo', () => received === 'echo:over TLS')
  client.destroy()
})

test('HTTP on the emulator’s port reaches the target as it is', async () => {
  await using target = await openEmulator()
  const balancer = await openNetworkBalancer(target)
  await using server = await openServer(({ headers, url }, response) =>
    response.end(`${url} ${headers['x-forwarded-for']}`),
  )
  await balancer.register(server)
  const answer = await get(target, '/path', `${balancer.name}.elb.localhost`)
  assert.equal(answer.body, '/path undefined')
})
