import { arn } from '../arn.ts'
import type { Call } from '../operation.ts'
import { type Actions, type Needed, on, onAnything, tagRecord } from '../iam/authorization/need.ts'
import { defaultVpc } from './vpc.ts'
import { networkOf } from './state.ts'
import { kinds, taggable } from './tag.ts'

interface Specified {
  TagSpecifications?: unknown[]
}

interface Group {
  GroupId?: string
  GroupName?: string
}

const resourceArn = (call: Call, kind: string, id: string) => arn(call, 'ec2', `${kind}/${id}`)

/** Tags given with what is made are a right of their own: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html */
const tagging = (operation: string, resource: string, { TagSpecifications = [] }: Specified) =>
  TagSpecifications.length === 0
    ? []
    : [{ action: 'ec2:CreateTags', resource, keys: { 'ec2:CreateAction': operation } }]

const securityGroup = on(({ GroupId, GroupName }: Group, call) =>
  resourceArn(call, 'security-group', GroupId ?? idOfGroup(call, GroupName) ?? '*'),
)

const idOfGroup = (call: Call, name: string | undefined) =>
  networkOf(call)
    .securityGroups.values()
    .find((group) => group.GroupName === name)?.GroupId

const tagged = ({ Resources }: { Resources: string[] }, call: Call): Needed[] =>
  Resources.map((id) => ({ resource: resourceArn(call, kinds[id.split('-')[0]!] ?? '*', id) }))

const vpc = on(({ VpcId }: { VpcId: string }, call) => resourceArn(call, 'vpc', VpcId))
const subnet = on(({ SubnetId }: { SubnetId: string }, call) =>
  resourceArn(call, 'subnet', SubnetId),
)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const actions: Actions = {
  keys: ['CreateAction', 'Region', 'Vpc', 'ResourceTag/'],
  tagsOf: (call, resource) => tagRecord(taggable(call).get(resource.split('/').at(-1)!)?.tags),
  rules: {
    AuthorizeSecurityGroupEgress: securityGroup,
    AuthorizeSecurityGroupIngress: securityGroup,
    CreateDefaultVpc: onAnything,
    CreateSecurityGroup: (input: Specified & { VpcId?: string }, call) => {
      const resource = resourceArn(call, 'security-group', '*')
      const vpcId = input.VpcId ?? defaultVpc(call)?.VpcId
      return [
        { resource },
        ...(vpcId === undefined ? [] : [{ resource: resourceArn(call, 'vpc', vpcId) }]),
        ...tagging('CreateSecurityGroup', resource, input),
      ]
    },
    CreateSubnet: (input: Specified & { VpcId: string }, call) => {
      const resource = resourceArn(call, 'subnet', '*')
      return [
        { resource },
        { resource: resourceArn(call, 'vpc', input.VpcId) },
        ...tagging('CreateSubnet', resource, input),
      ]
    },
    CreateTags: tagged,
    CreateVpc: (input: Specified, call) => {
      const resource = resourceArn(call, 'vpc', '*')
      return [{ resource }, ...tagging('CreateVpc', resource, input)]
    },
    DeleteSecurityGroup: securityGroup,
    DeleteSubnet: subnet,
    DeleteTags: tagged,
    DeleteVpc: vpc,
    DescribeAvailabilityZones: onAnything,
    DescribeInternetGateways: onAnything,
    DescribeNetworkInterfaces: onAnything,
    DescribeRegions: onAnything,
    DescribeRouteTables: onAnything,
    DescribeSecurityGroupRules: onAnything,
    DescribeSecurityGroups: onAnything,
    DescribeSubnets: onAnything,
    DescribeTags: onAnything,
    DescribeVpcs: onAnything,
    RevokeSecurityGroupEgress: securityGroup,
    RevokeSecurityGroupIngress: securityGroup,
  },
}
