import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AssociateVpcCidrBlockCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  DisassociateVpcCidrBlockCommand,
  EC2Client,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2'
import { openTarget, type Target } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

async function open({ config }: Target) {
  const ec2 = new EC2Client(config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const VpcId = Vpc!.VpcId!
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
  const acls = async () =>
    (await ec2.send(new DescribeNetworkAclsCommand({ Filters }))).NetworkAcls!
  return { ec2, VpcId, Filters, acls }
}

const allow = { CidrBlock: '0.0.0.0/0', Protocol: '-1', RuleAction: 'allow' as const }
const deny = { ...allow, RuleAction: 'deny' as const, RuleNumber: 32767 }

test('aws_default_network_acl replaces the entries that AWS made', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, acls } = await open(target)
  const [acl] = await acls()
  assertPlanIsEmpty(
    {
      IsDefault: true,
      Associations: [],
      Entries: [
        { ...allow, Egress: true, RuleNumber: 100 },
        { ...allow, Egress: false, RuleNumber: 100 },
        { ...deny, Egress: true },
        { ...deny, Egress: false },
      ],
    },
    acl,
  )
  const { NetworkAclId } = acl!
  for (const Egress of [true, false])
    await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, Egress, RuleNumber: 100 }))
  const http = {
    CidrBlock: '10.0.0.0/8',
    Egress: false,
    PortRange: { From: 80, To: 80 },
    Protocol: '6',
    RuleAction: 'allow' as const,
    RuleNumber: 110,
  }
  await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...http }))
  await assert.rejects(ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...http })), {
    name: 'NetworkAclEntryAlreadyExists',
  })
  const changed = { ...http, PortRange: { From: 80, To: 443 } }
  await ec2.send(new ReplaceNetworkAclEntryCommand({ NetworkAclId, ...changed }))
  const [after] = await acls()
  assertPlanIsEmpty(
    [changed, { ...deny, Egress: true }, { ...deny, Egress: false }],
    after!.Entries,
  )
  await assert.rejects(ec2.send(new DeleteNetworkAclCommand({ NetworkAclId })), {
    name: 'InvalidParameterValue',
    message: `cannot delete default network ACL ${NetworkAclId}`,
  })
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('aws_network_acl takes its subnets from the default one', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, acls } = await open(target)
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }))
  const { SubnetId } = Subnet!
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }))
  const { NetworkAclId } = NetworkAcl!
  assertPlanIsEmpty([{ ...deny }, { ...deny }], NetworkAcl!.Entries)
  const [acl] = await acls()
  const AssociationId = acl!.Associations![0]!.NetworkAclAssociationId!
  await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }))
  const [before, after] = await acls()
  assert.deepEqual(before!.Associations, [])
  assertPlanIsEmpty([{ NetworkAclId, SubnetId }], after!.Associations)
  await assert.rejects(ec2.send(new DeleteNetworkAclCommand({ NetworkAclId })), {
    name: 'DependencyViolation',
  })
  await ec2.send(new DeleteSubnetCommand({ SubnetId }))
  await ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }))
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})

test('aws_vpc_ipv4_cidr_block_association', async () => {
  await using target = await openTarget()
  const { ec2, VpcId, Filters } = await open(target)
  const associate = (CidrBlock: string) =>
    ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }))
  const { CidrBlockAssociation } = await associate('100.64.0.0/16')
  const { AssociationId } = CidrBlockAssociation!
  const find = async () => {
    const { Vpcs } = await ec2.send(
      new DescribeVpcsCommand({
        Filters: [{ Name: 'cidr-block-association.association-id', Values: [AssociationId!] }],
      }),
    )
    return Vpcs
  }
  const [vpc] = (await find())!
  assertPlanIsEmpty(
    [
      { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
      { AssociationId, CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
    ],
    vpc!.CidrBlockAssociationSet,
  )
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }))
  assertPlanIsEmpty(
    [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
      { DestinationCidrBlock: '100.64.0.0/16', GatewayId: 'local' },
    ],
    RouteTables![0]!.Routes,
  )
  await assert.rejects(associate('100.64.4.0/22'), { name: 'InvalidVpc.Range' })
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '100.64.8.0/24' }))
  const disassociate = () => ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId }))
  await assert.rejects(disassociate(), { name: 'InvalidCidrBlock.InUse' })
  await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet!.SubnetId }))
  await disassociate()
  assert.deepEqual(await find(), [])
  for (const third of [1, 2, 3, 4]) await associate(`10.${third}.0.0/16`)
  await assert.rejects(associate('10.5.0.0/16'), {
    name: 'CidrLimitExceeded',
    message: `This network ${VpcId} has met its maximum number of allowed CIDRs: 5`,
  })
  await ec2.send(new DeleteVpcCommand({ VpcId }))
})
