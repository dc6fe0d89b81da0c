import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

describe('a task connects to the private address of another', () => {
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

  async function openGroup(): Promise<string> {
    const { GroupId } = await new EC2Client(target.config).send(
      new CreateSecurityGroupCommand({
        GroupName: unique('group'),
        Description: 'test',
        VpcId: app.vpcId,
      }),
    )
    return GroupId!
  }

  const inGroup = (group: string) => ({
    networkConfiguration: {
      awsvpcConfiguration: {
        ...app.networkConfiguration.awsvpcConfiguration,
        securityGroups: [group],
      },
    },
  })

  /** A server that listens on its private address alone, found by its own name. */
  const server = `require('dns').lookup(os.hostname(), (_error, address) =>
    require('net').createServer((socket) => socket.end('hello at ' + socket.localAddress)).listen(8080, address))`

  /** What a task in a group gets of a server in another: its words, or the error after a while. */
  async function asked(group: string, url: string) {
    const [host, port] = url.split(':')
    const program = `const socket = require('net').connect(${port}, '${host}')
      let heard = ''
      socket.on('data', (data) => heard += data)
      socket.on('close', () => { console.log(heard || 'closed'); process.exit() })
      socket.on('error', () => {})
      setTimeout(() => { console.log('silence'); process.exit() }, 8000)`
    await app.register({ command: ['node', '-e', program] })
    const { taskArn } = await app.runTask(inGroup(group))
    await app.taskIn(taskArn!, 'STOPPED')
    return (await app.messages()).at(-1)
  }

  test('as far as security groups admit it', async () => {
    const [front, back] = [await openGroup(), await openGroup()]
    await app.register({ command: ['node', '-e', server] })
    const { taskArn } = await app.runTask(inGroup(back))
    const { containers } = await app.taskIn(taskArn!, 'RUNNING')
    const address = containers![0]!.networkInterfaces![0]!.privateIpv4Address!
    assert.equal(await asked(front, `${address}:8080`), 'silence')
    await new EC2Client(target.config).send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: back,
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 8080,
            ToPort: 8081,
            UserIdGroupPairs: [{ GroupId: front }],
          },
        ],
      }),
    )
    assert.equal(await asked(front, `${address}:8080`), `hello at ${address}`)
    assert.equal(await asked(front, `${address}:8081`), 'closed')
    assert.equal(await asked(back, `${address}:8080`), 'silence')
  })
})
