import type { Tag } from '@aws-sdk/client-ec2'
import { awsError } from '../errors.ts'
import type { Scope } from '../operation.ts'
import { networkOf } from './state.ts'

/** The tags a create call gives to what it makes. */
export function tagsFor(
  resourceType: string,
  specifications: { ResourceType?: string; Tags?: { Key?: string; Value?: string }[] }[] = [],
): Tag[] {
  for (const { ResourceType } of specifications)
    if (ResourceType !== resourceType)
      throw awsError(
        'InvalidParameterValue',
        `'${ResourceType}' is not a valid taggable resource type for this operation.`,
      )
  return specifications.flatMap(({ Tags = [] }) => Tags).map(checked)
}

function checked({ Key = '', Value = '' }: { Key?: string; Value?: string }): Tag {
  if (/^aws:/i.test(Key))
    throw awsError(
      'InvalidParameterValue',
      `Tag keys starting with 'aws:' are reserved for internal use`,
    )
  return { Key, Value }
}

/** The type of a resource by the prefix of its id. */
export const kinds: Record<string, string> = {
  vpc: 'vpc',
  subnet: 'subnet',
  sg: 'security-group',
  sgr: 'security-group-rule',
  eni: 'network-interface',
  rtb: 'route-table',
  igw: 'internet-gateway',
  nat: 'natgateway',
  eipalloc: 'elastic-ip',
  vpce: 'vpc-endpoint',
}

/** Every resource that can have tags, by id, with the list that holds them. */
export function taggable(scope: Scope): Map<string, { resourceType: string; tags: Tag[] }> {
  const network = networkOf(scope)
  const maps = [
    network.vpcs,
    network.subnets,
    network.securityGroups,
    network.securityGroupRules,
    network.routeTables,
    network.internetGateways,
    network.natGateways,
    network.addresses,
    network.vpcEndpoints,
  ]
  const tagged = maps.flatMap((map) => [...map].map(([id, { Tags }]) => [id, Tags] as const))
  const interfaces = [...network.networkInterfaces].map(([id, { TagSet }]) => [id, TagSet] as const)
  return new Map(
    [...tagged, ...interfaces].map(([id, tags]) => [
      id,
      { resourceType: kinds[id.split('-')[0]!]!, tags },
    ]),
  )
}

/** The tags of a resource, or an error in EC2's words. */
export function tagsOf(scope: Scope, id: string): Tag[] {
  const found = taggable(scope).get(id)
  if (!found) throw awsError('InvalidID', `The ID '${id}' is not valid`)
  return found.tags
}

/** Sets a tag, replacing its value where the key is there already. */
export function setTag(tags: Tag[], tag: { Key?: string; Value?: string }): void {
  const { Key, Value } = checked(tag)
  const known = tags.find((other) => other.Key === Key)
  if (known) known.Value = Value
  else tags.push({ Key, Value })
}
