import type { Tag } from '@aws-sdk/client-ec2'
import { newResourceId } from '../id.ts'
import type { InternetGatewayRecord, Network, Owner } from '../records.ts'

/** Makes an internet gateway, which is of use once it is attached to a VPC. */
export function createInternetGateway(
  network: Network,
  owner: Owner,
  tags: Tag[] = [],
): InternetGatewayRecord {
  const gateway: InternetGatewayRecord = {
    InternetGatewayId: newResourceId('igw'),
    OwnerId: owner.account,
    Attachments: [],
    Tags: tags,
  }
  network.internetGateways.set(gateway.InternetGatewayId, gateway)
  return gateway
}

/** Attaches a gateway to a VPC. EC2 calls the state "available", which the SDK's enum lacks. */
export function attachInternetGateway({ Attachments }: InternetGatewayRecord, vpcId: string): void {
  Attachments.push({ VpcId: vpcId, State: 'available' as 'attached' })
}

/** The internet gateway of a VPC, which has at most one. */
export const internetGatewayOf = (
  network: Network,
  vpcId: string,
): InternetGatewayRecord | undefined =>
  network.internetGateways
    .values()
    .find(({ Attachments }) => Attachments.some(({ VpcId }) => VpcId === vpcId))
