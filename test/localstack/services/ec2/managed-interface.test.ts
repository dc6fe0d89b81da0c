import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  CreateNatGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  DetachNetworkInterfaceCommand,
  DisassociateAddressCommand,
  EC2Client,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2'
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { defaultNetwork } from '../../../support/balancer.ts'
import { openTarget, unique } from '../../../support/target.ts'

test('the interface of a load balancer is its own', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const elb = new ElasticLoadBalancingV2Client(target.config)
  const { subnetIds } = await defaultNetwork(target)
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: unique('web'), Subnets: subnetIds.slice(0, 2) }),
  )
  const { LoadBalancerArn } = LoadBalancers![0]!
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      Filters: [
        { Name: 'attachment.instance-owner-id', Values: ['amazon-elb'] },
        { Name: 'description', Values: [`ELB ${LoadBalancerArn!.split(':loadbalancer/')[1]}`] },
        { Name: 'attachment.status', Values: ['attached'] },
      ],
    }),
  )
  assert.equal(NetworkInterfaces!.length, 2)
  const { NetworkInterfaceId, Attachment } = NetworkInterfaces![0]!
  const { AttachmentId } = Attachment!
  assert.match(AttachmentId!, /^ela-attach-0[0-9a-f]{16}$/)
  await assert.rejects(ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId })), {
    name: 'OperationNotPermitted',
    message: "You are not allowed to manage 'ela-attach' attachments.",
  })
  await assert.rejects(ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId })), {
    name: 'InvalidParameterValue',
    message: `Network interface '${NetworkInterfaceId}' is currently in use.`,
  })
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  await assert.rejects(ec2.send(new DetachNetworkInterfaceCommand({ AttachmentId })), {
    name: 'InvalidAttachmentID.NotFound',
    message: `The attachment ID '${AttachmentId}' does not exist`,
  })
})

test('the address of a NAT gateway stays with it', async () => {
  await using target = await openTarget()
  const ec2 = new EC2Client(target.config)
  const { subnetIds } = await defaultNetwork(target)
  const { AllocationId, PublicIp } = await ec2.send(new AllocateAddressCommand({}))
  const { NatGateway } = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: subnetIds[0], AllocationId }),
  )
  const { NatGatewayId, NatGatewayAddresses } = NatGateway!
  const { AssociationId, NetworkInterfaceId } = NatGatewayAddresses![0]!
  const denied = {
    name: 'AuthFailure',
    message: 'You do not have permission to access the specified resource.',
  }
  await assert.rejects(ec2.send(new DisassociateAddressCommand({ AssociationId })), denied)
  await assert.rejects(
    ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId })),
    denied,
  )
  await assert.rejects(ec2.send(new ReleaseAddressCommand({ PublicIp })), {
    name: 'InvalidParameterValue',
    message: 'You must specify an allocation id when releasing a VPC elastic IP address',
  })
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }))
  await assert.rejects(ec2.send(new DisassociateAddressCommand({ AssociationId })), {
    name: 'InvalidAssociationID.NotFound',
    message: `The association ID '${AssociationId}' does not exist`,
  })
  await ec2.send(new ReleaseAddressCommand({ AllocationId }))
})
