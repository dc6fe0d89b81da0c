import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  AuthorizeSecurityGroupIngressCommand,
  DeleteSecurityGroupCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  closeOtherPorts,
  type DesiredGroup,
  ensureSecurityGroup,
  findSecurityGroup,
} from '../../../scripts/resources/security-group.ts'
import { defaultNetwork } from '../../support/balancer.ts'
import { enterCheckout } from '../../support/checkout.ts'
import { openContext } from '../../support/context.ts'
import { openTarget, unique } from '../../support/target.ts'

const target = await openTarget()
after(() => target[Symbol.asyncDispose]())
const { vpcId: vpc } = await defaultNetwork(target)
const ec2 = new EC2Client(target.config)

/** A group that admits anyone to two ports, and what calls on it. */
async function open() {
  using _ = enterCheckout({ '.aws/api/task-definition.json': {} })
  const name = unique('shop')
  const { context, lines } = openContext(target, name)
  const desired: DesiredGroup = {
    name,
    description: 'shop',
    vpc,
    ports: [80, 443],
    from: 'anywhere',
  }
  const GroupId = await ensureSecurityGroup(context, desired)
  lines()
  return {
    context,
    lines,
    desired,
    GroupId,
    dry: openContext(target, name, { dryRun: true }),
    admit: (permission: object) =>
      ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...permission })),
    /** The rules of the group, `443 0.0.0.0/0`. */
    rules: async () =>
      ((await findSecurityGroup(context, name))!.IpPermissions ?? [])
        .flatMap(({ FromPort, IpRanges = [], UserIdGroupPairs = [] }) => [
          ...IpRanges.map(({ CidrIp }) => `${FromPort} ${CidrIp}`),
          ...UserIdGroupPairs.map((pair) => `${FromPort} ${pair.GroupId}`),
        ])
        .toSorted(),
    [Symbol.asyncDispose]: async () =>
      void (await ec2.send(new DeleteSecurityGroupCommand({ GroupId }))),
  }
}

test('a port that is desired no more is closed, and rules of others stay', async () => {
  await using it = await open()
  await it.admit({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' })
  await it.admit({ IpProtocol: 'tcp', FromPort: 8000, ToPort: 9000, CidrIp: '0.0.0.0/0' })
  const http = { ...it.desired, ports: [80] }
  await closeOtherPorts(it.dry.context, http)
  assert.deepEqual(it.dry.lines(), [`would delete port 443 of security group ${http.name}`])
  await closeOtherPorts(it.context, http)
  assert.deepEqual(it.lines(), [`deleted      port 443 of security group ${http.name}`])
  assert.deepEqual(await it.rules(), ['443 10.0.0.0/8', '80 0.0.0.0/0', '8000 0.0.0.0/0'])
  await closeOtherPorts(it.context, http)
  assert.deepEqual(it.lines(), [])
})

test('a port that is in use stays open', async () => {
  await using it = await open()
  await closeOtherPorts(it.context, { ...it.desired, ports: [80] }, [443])
  assert.deepEqual(it.lines(), [])
  assert.deepEqual(await it.rules(), ['443 0.0.0.0/0', '80 0.0.0.0/0'])
})

test('only rules for the same source are closed', async () => {
  await using it = await open()
  const inner: DesiredGroup = { ...it.desired, ports: [], from: { group: it.GroupId } }
  await it.admit({
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: 3000,
        ToPort: 3000,
        UserIdGroupPairs: [{ GroupId: it.GroupId }],
      },
    ],
  })
  await closeOtherPorts(it.context, inner)
  assert.deepEqual(it.lines(), [`deleted      port 3000 of security group ${inner.name}`])
  assert.deepEqual(await it.rules(), ['443 0.0.0.0/0', '80 0.0.0.0/0'])
})
