import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNatGatewayCommand,
  DeleteSubnetCommand,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  EC2Client,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget } from '../../../support/target.ts'

test('a NAT gateway takes an address, keeps its subnet, and gives both back', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const [SubnetId] = (await defaultNetwork(target)).subnetIds
  const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({}))
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }))
  assert.equal(NatGateway!.State, 'pending')
  const NatGatewayId = NatGateway!.NatGatewayId!
  const state = async () => {
    const { NatGateways } = await ec2.send(
      new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] }),
    )
    return NatGateways![0]!
  }
  const available = await state()
  assert.equal(available.State, 'available')
  assert.equal(available.NatGatewayAddresses![0]!.PublicIp, PublicIp)
  await assert.rejects(ec2.send(new ReleaseAddressCommand({ AllocationId })), {
    name: 'InvalidIPAddress.InUse',
    message: `Address ${PublicIp} is in use.`,
  })
  await assert.rejects(ec2.send(new DeleteSubnetCommand({ SubnetId })), {
    name: 'DependencyViolation',
    message: `The subnet '${SubnetId}' has dependencies and cannot be deleted.`,
  })
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }))
  assert.equal((await state()).State, 'deleted')
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({ PublicIps: [PublicIp!] }))
  assert.equal(Addresses![0]!.AssociationId, undefined)
  await ec2.send(new ReleaseAddressCommand({ AllocationId }))
  await assert.rejects(ec2.send(new ReleaseAddressCommand({ AllocationId })), {
    name: 'InvalidAllocationID.NotFound',
    message: `The allocation ID '${AllocationId}' does not exist`,
  })
})

test('a NAT gateway fails afterwards where there is no internet gateway, or with an address in use', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.30.0.0/16' }))
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId: Vpc!.VpcId, CidrBlock: '10.30.0.0/24' }),
  )
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({}))
  const failure = async (SubnetId: string | undefined) => {
    const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }))
    const { NatGateways } = await ec2.send(
      new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGateway!.NatGatewayId!] }),
    )
    const { State, FailureCode, FailureMessage } = NatGateways![0]!
    return [State, FailureCode, FailureMessage]
  }
  assert.deepEqual(await failure(Subnet!.SubnetId), [
    'failed',
    'Gateway.NotAttached',
    `Network ${Vpc!.VpcId} has no Internet gateway attached`,
  ])
  const [publicSubnet] = (await defaultNetwork(target)).subnetIds
  assert.deepEqual(await failure(publicSubnet), ['available', undefined, undefined])
  assert.deepEqual(await failure(publicSubnet), [
    'failed',
    'Resource.AlreadyAssociated',
    `Elastic IP address [${AllocationId}] is already associated`,
  ])
})

test('what a NAT gateway needs is asked for', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const [SubnetId] = (await defaultNetwork(target)).subnetIds
  const create = (input: object) => ec2.send(new CreateNatGatewayCommand({ ...input }))
  await assert.rejects(create({}), {
    name: 'MissingParameter',
    message: 'The request must contain the parameter subnetId',
  })
  await assert.rejects(create({ SubnetId }), {
    name: 'MissingParameter',
    message: 'The request must include the AllocationId parameter.',
  })
  await assert.rejects(create({ SubnetId: 'subnet-1', AllocationId: 'eipalloc-1' }), {
    name: 'InvalidSubnetID.NotFound',
    message: "The subnet ID 'subnet-1' does not exist",
  })
  await assert.rejects(create({ SubnetId, AllocationId: 'eipalloc-1' }), {
    name: 'InvalidAllocationID.NotFound',
    message: "The allocation ID 'eipalloc-1' does not exist",
  })
  await assert.rejects(ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: 'nat-1' })), {
    name: 'NatGatewayNotFound',
    message: 'The Nat Gateway nat-1 was not found',
  })
})
