import type { InternetGateway as InternetGatewayRecord, Tag } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import { newId } from './id.ts'
import { type Network, networkOf, type Owner } from './state.ts'

export interface InternetGateway extends InternetGatewayRecord {
  InternetGatewayId: string
  Attachments: { VpcId: string; State: 'attached' }[]
  Tags: Tag[]
}

/** Makes an internet gateway, which is of use once it is attached to a VPC. */
export function createInternetGateway(
  network: Network,
  owner: Owner,
  tags: Tag[] = [],
): InternetGateway {
  const gateway: InternetGateway = {
    InternetGatewayId: newId('igw'),
    OwnerId: owner.account,
    Attachments: [],
    Tags: tags,
  }
  network.internetGateways.set(gateway.InternetGatewayId, gateway)
  return gateway
}

/** Opens a VPC to the internet. EC2 says "available" of it; the SDK's enum does not know the word. */
export function attachInternetGateway({ Attachments }: InternetGateway, vpcId: string): void {
  Attachments.push({ VpcId: vpcId, State: 'available' as 'attached' })
}

/** The gateway through which a VPC meets the internet; it has one at most. */
export const internetGatewayOf = (network: Network, vpcId: string): InternetGateway | undefined =>
  network.internetGateways
    .values()
    .find(({ Attachments }) => Attachments.some(({ VpcId }) => VpcId === vpcId))

export const internetGatewayNotFound = (id: string) =>
  awsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${id}' does not exist`)

/** The gateway an operation names by its id, or an error in EC2's words. */
export function requireInternetGateway(scope: Scope, id: string): InternetGateway {
  const gateway = networkOf(scope).internetGateways.get(id)
  if (!gateway) throw internetGatewayNotFound(id)
  return gateway
}
