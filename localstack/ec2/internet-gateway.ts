import type { InternetGateway as InternetGatewayRecord, Tag } from '@aws-sdk/client-ec2'
import { newId } from './id.ts'
import type { Network, Owner } from './state.ts'

export interface InternetGateway extends InternetGatewayRecord {
  InternetGatewayId: string
  Tags: Tag[]
}

/** Makes an internet gateway that is attached to a VPC. */
export function createInternetGateway(
  network: Network,
  owner: Owner,
  vpcId: string,
): InternetGateway {
  const gateway: InternetGateway = {
    InternetGatewayId: newId('igw'),
    OwnerId: owner.account,
    // EC2 says "available" of an attached internet gateway; the SDK's enum does not know the word.
    Attachments: [{ VpcId: vpcId, State: 'available' as 'attached' }],
    Tags: [],
  }
  network.internetGateways.set(gateway.InternetGatewayId, gateway)
  return gateway
}
