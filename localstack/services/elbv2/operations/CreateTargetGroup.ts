import type {
  CreateTargetGroupCommandInput,
  CreateTargetGroupCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { findVpc } from '../../ec2/public.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Given, Operation } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { targetGroupArn } from '../arn.ts'
import { initialAttributes } from '../attributes.ts'
import { isHttp, withHealthCheck } from '../health-check.ts'
import { checkTargetGroupName } from '../name.ts'
import { balancingOf } from '../state.ts'
import { addElbTags, checkTags, hasTags } from '../tags.ts'
import { attributesFor } from '../target-group-attributes.ts'
import type { TargetGroupRecord } from '../records.ts'

type Input = Given<CreateTargetGroupCommandInput>

const invalid = (message: string) => awsError('ValidationError', message)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxGroups = 3000

export const CreateTargetGroup: Operation<
  CreateTargetGroupCommandInput,
  CreateTargetGroupCommandOutput
> = (input, call) => {
  const { Name, TargetType = 'instance', Tags } = input
  checkTargetGroupName(Name)
  checkTags(undefined, Tags)
  if (TargetType !== 'ip' && TargetType !== 'instance' && TargetType !== 'lambda')
    throw notImplemented(`target groups of type '${TargetType}'`)
  const network = TargetType === 'lambda' ? lambdaSettings(input) : networkSettings(call, input)
  const settings = {
    TargetType,
    ...network,
    ...withHealthCheck(TargetType, network.Protocol, input),
  }
  const { targetGroups } = balancingOf(call)
  const twin = targetGroups.values().find(({ TargetGroupName }) => TargetGroupName === Name)
  if (twin) {
    if (isSame(twin, settings) && hasTags(call, twin.TargetGroupArn, Tags))
      return { TargetGroups: [twin] }
    throw awsError(
      'DuplicateTargetGroupNameException',
      `A target group with the same name '${Name}' exists, but with different settings`,
    )
  }
  if (targetGroups.size >= maxGroups)
    throw awsError(
      'TooManyTargetGroupsException',
      'The maximum number of target groups has been reached',
    )
  const group: TargetGroupRecord = {
    TargetGroupArn: targetGroupArn(call, Name),
    TargetGroupName: Name,
    ...settings,
    LoadBalancerArns: [],
    targets: new Map(),
    attributes: initialAttributes(attributesFor(settings)),
  }
  targetGroups.set(group.TargetGroupArn, group)
  addElbTags(call, group.TargetGroupArn, Tags)
  return { TargetGroups: [group] }
}

function networkSettings(scope: Scope, input: Input) {
  const {
    TargetType = 'instance',
    Protocol,
    Port,
    VpcId,
    ProtocolVersion = 'HTTP1',
    IpAddressType = 'ipv4',
  } = input
  if (!Protocol || !Port)
    throw invalid(`A target group of type '${TargetType}' must have a protocol and a port`)
  if (!VpcId) throw invalid('A VPC ID must be specified')
  if (!findVpc(scope, VpcId)) throw invalid(`The VPC ID '${VpcId}' is not found`)
  if (!known.has(Protocol) || (isHttp(Protocol) && ProtocolVersion !== 'HTTP1'))
    throw notImplemented(`target groups with ${Protocol} and ${ProtocolVersion}`)
  if (!isHttp(Protocol) && input.ProtocolVersion)
    throw invalid(
      `Protocol version cannot be specified for target groups with protocol '${Protocol}'`,
    )
  if (IpAddressType === 'ipv6') throw notImplemented('target groups of IPv6 addresses')
  return { Protocol, ...(isHttp(Protocol) && { ProtocolVersion }), Port, VpcId, IpAddressType }
}

const known = new Set<string>(['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP'])

function lambdaSettings({ Protocol, Port, VpcId, IpAddressType = 'ipv4' }: Input) {
  for (const [what, value] of Object.entries({ Protocol, Port, VpcId }))
    if (value !== undefined)
      throw invalid(`${what} cannot be specified for target groups with target type 'lambda'`)
  return { IpAddressType, Protocol: undefined }
}

const isSame = (group: TargetGroupRecord, settings: Partial<TargetGroupRecord>) =>
  Object.entries(settings).every(
    ([member, value]) =>
      JSON.stringify(group[member as keyof TargetGroupRecord]) === JSON.stringify(value),
  )
