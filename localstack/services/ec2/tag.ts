import type { Tag, TagSpecification } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Given } from '../service.ts'
import { networkOf } from './state.ts'

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
const maxTags = 50
const maxKey = 128
const maxValue = 256

/** The tags a create call gives to what it makes. */
export function tagsFor(
  resourceType: string,
  specifications: Pick<Given<TagSpecification>, 'ResourceType' | 'Tags'>[] = [],
): Tag[] {
  for (const { ResourceType, Tags = [] } of specifications) {
    if (!ResourceType)
      throw awsError('InvalidParameter', 'Tag specification resource type must have a value')
    if (Tags.length === 0)
      throw awsError('InvalidParameter', 'Tag specification must have at least one tag')
    if (ResourceType !== resourceType)
      throw awsError(
        'InvalidParameterValue',
        `'${ResourceType}' is not a valid taggable resource type for this operation.`,
      )
  }
  const tags = specifications.flatMap(({ Tags = [] }) => Tags).map(checked)
  if (tags.length > maxTags) throw tooMany()
  const keys = tags.map(({ Key }) => Key)
  const twice = keys.find((key, index) => keys.indexOf(key) < index)
  if (twice !== undefined)
    throw awsError('InvalidParameterValue', `Duplicate tag key '${twice}' specified.`)
  return tags
}

function checked({
  Key = '',
  Value = '',
}: {
  Key?: string | undefined
  Value?: string | undefined
}): Tag {
  if (/^aws:/i.test(Key))
    throw awsError(
      'InvalidParameterValue',
      `Tag keys starting with 'aws:' are reserved for internal use`,
    )
  if (Key.length > maxKey) throw tooLong('key', maxKey)
  if (Value.length > maxValue) throw tooLong('value', maxValue)
  return { Key, Value }
}

const tooLong = (part: string, limit: number) =>
  awsError('InvalidParameterValue', `Tag ${part} exceeds the maximum length of ${limit} characters`)

const tooMany = () =>
  awsError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.')

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
  acl: 'network-acl',
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
    network.networkAcls,
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

/** The tags of a resource, or EC2's error. */
export function requireTagsOf(scope: Scope, id: string): Tag[] {
  const found = taggable(scope).get(id)
  if (!found) throw awsError('InvalidID', `The ID '${id}' is not valid`)
  return found.tags
}

/** Adds tags to those of a resource, replacing the values of keys that are there already. */
export function withEc2Tags(
  tags: Tag[],
  added: { Key?: string | undefined; Value?: string | undefined }[],
): Tag[] {
  const byKey = new Map([...tags, ...added.map(checked)].map((tag) => [tag.Key, tag]))
  if (byKey.size > maxTags) throw tooMany()
  return [...byKey.values()]
}
