import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { EC2Client, DescribeSubnetsCommand } from '@aws-sdk/client-ec2'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers'
import '../../support/testcontainers.ts'
import { targetAt } from '../services/ecr/client.ts'
import { testLabels } from '../../support/test-run.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const large = 'x'.repeat(4000)

describe('on a full disk', () => {
  let container: StartedTestContainer
  let config: ReturnType<typeof targetAt>['config'] & { maxAttempts: number }
  let url: string

  before(async () => {
    container = await new GenericContainer(process.env.NODE_IMAGE ?? 'node:26-slim')
      .withLabels(testLabels)
      .withBindMounts([{ source: root, target: '/app', mode: 'ro' }])
      .withTmpFs({ '/data': 'rw,size=600k' })
      .withEnvironment({
        PERSISTENCE: '1',
        DATA_DIR: '/data',
        GATEWAY_LISTEN: '0.0.0.0:4566',
        IS_CONTAINER: '1',
      })
      .withCommand(['node', '/app/localstack/index.ts'])
      .withExposedPorts(4566)
      .withWaitStrategy(Wait.forLogMessage('Ready.'))
      .start()
    url = `http://localhost:${container.getMappedPort(4566)}`
    config = { ...targetAt(url).config, maxAttempts: 1 }
  })
  after(() => container.stop())

  const runInside = async (script: string) => {
    const { exitCode, output } = await container.exec(['node', '-e', script])
    assert.equal(exitCode, 0, output)
  }
  const fault = async () =>
    ((await (await fetch(`${url}/_localstack/health`)).json()) as { fault?: string }).fault

  /** Puts parameters until the disk is full; gives the name of the one that failed. */
  async function fill(
    ssm: SSMClient,
    { folder, Value }: { folder: string; Value: string },
  ): Promise<{ name: string; error: Error }> {
    for (let index = 0; index < 1000; index++) {
      const Name = `/${folder}/${index}`
      const error = await ssm
        .send(new PutParameterCommand({ Name, Value, Type: 'String' }))
        .then(() => undefined)
        .catch((caught: Error) => caught)
      if (error) return { name: Name, error }
    }
    throw new Error('1000 parameters went onto a disk of 600 KB')
  }

  test('a call that changes something fails and is undone, and all works again once there is space', async () => {
    const ssm = new SSMClient(config)
    const elb = new ElasticLoadBalancingV2Client(config)
    const { Subnets = [] } = await new EC2Client(config).send(new DescribeSubnetsCommand({}))
    const { LoadBalancers } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: 'web',
        Subnets: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId!),
      }),
    )
    const LoadBalancerArn = LoadBalancers![0]!.LoadBalancerArn
    await runInside(`require('fs').writeFileSync('/data/filler', Buffer.alloc(300_000))`)

    const { name, error } = await fill(ssm, { folder: 'filler', Value: large })
    assert.match(error.message, /The state cannot be saved: ENOSPC/)
    assert.match((await fault())!, /ENOSPC/)
    await assert.rejects(ssm.send(new GetParameterCommand({ Name: name })), {
      name: 'ParameterNotFound',
    })
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/filler/0' }))
    assert.equal(Parameter?.Value, large)

    const listener = new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '200', MessageBody: large.slice(0, 1024) },
        },
      ],
    })
    await runInside(`
      const fs = require('fs'), file = fs.openSync('/data/rest', 'w')
      try { for (;;) fs.writeSync(file, Buffer.alloc(1)) } catch {}`)
    // The journal's last block has no room either.
    await fill(ssm, { folder: 'small', Value: 'x' })
    await assert.rejects(elb.send(listener), /The state cannot be saved: ENOSPC/)
    assert.deepEqual(
      (await elb.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners,
      [],
    )
    const shown = (await (await fetch(`${url}/_aws/elb`)).json()) as {
      LoadBalancers: { Listeners: unknown[] }[]
    }
    assert.deepEqual(shown.LoadBalancers[0]!.Listeners, [])

    await runInside(`for (const name of ['filler', 'rest']) require('fs').rmSync('/data/' + name)`)
    await until('the state to be saved again', async () => (await fault()) === undefined)
    await ssm.send(new PutParameterCommand({ Name: name, Value: large, Type: 'String' }))
    await elb.send(listener)
    const { LoadBalancers: still } = await elb.send(new DescribeLoadBalancersCommand({}))
    assert.equal(still?.length, 1)
  })
})
