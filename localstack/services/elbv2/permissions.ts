import { arn } from '../../kernel/arn.ts'
import type { Call } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  type OperationPermission,
  on,
  onAnyResource,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import { firstUse } from '../iam/public.ts'
import { listTags } from './tags.ts'

interface Tagged {
  Tags?: unknown[]
}

/** Tagging a new resource is a permission of its own. */
const tagging = (
  operation: string,
  resource: string,
  { Tags = [] }: Tagged,
): OperationPermission[] =>
  Tags.length === 0
    ? []
    : [
        {
          action: 'elasticloadbalancing:AddTags',
          resource,
          keys: { 'elasticloadbalancing:CreateAction': operation },
        },
      ]

const newArn = (call: Call, resource: string) => arn(call, 'elasticloadbalancing', resource)

const loadBalancer = on(({ LoadBalancerArn }: { LoadBalancerArn: string }) => LoadBalancerArn)
const targetGroup = on(({ TargetGroupArn }: { TargetGroupArn: string }) => TargetGroupArn)
const listener = on(({ ListenerArn }: { ListenerArn: string }) => ListenerArn)
const rule = on(({ RuleArn }: { RuleArn: string }) => RuleArn)
const taggedResources = onEach(({ ResourceArns }: { ResourceArns: string[] }) => ResourceArns)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
export const permissions: PermissionTable = {
  keys: ['CreateAction', 'ListenerProtocol', 'Scheme', 'SecurityGroup', 'Subnet', 'ResourceTag/'],
  omitsAnyResource: true,
  tagsOf: (call, resource) => tagRecord(listTags(call, resource)),
  rules: {
    AddListenerCertificates: listener,
    AddTags: taggedResources,
    CreateListener: (
      input: Tagged & { LoadBalancerArn: string; Protocol?: string | undefined },
      call,
    ) => {
      const made = input.LoadBalancerArn.replace(':loadbalancer/', ':listener/')
      const keys = { 'elasticloadbalancing:ListenerProtocol': input.Protocol }
      return [
        { resource: input.LoadBalancerArn, keys },
        ...tagging('CreateListener', `${made}/*`, input),
        ...firstUse(call, 'elasticloadbalancing.amazonaws.com'),
      ]
    },
    CreateLoadBalancer: (
      input: Tagged & {
        Name: string
        Scheme?: string
        SecurityGroups?: string[]
        Subnets?: string[]
      },
      call,
    ) => {
      const resource = newArn(call, `loadbalancer/app/${input.Name}/*`)
      const keys = {
        'elasticloadbalancing:Scheme': input.Scheme,
        'elasticloadbalancing:SecurityGroup': input.SecurityGroups,
        'elasticloadbalancing:Subnet': input.Subnets,
      }
      return [
        { resource, keys },
        ...tagging('CreateLoadBalancer', resource, input),
        ...firstUse(call, 'elasticloadbalancing.amazonaws.com'),
      ]
    },
    CreateRule: (input: Tagged & { ListenerArn: string }) => [
      { resource: input.ListenerArn },
      ...tagging(
        'CreateRule',
        `${input.ListenerArn.replace(':listener/', ':listener-rule/')}/*`,
        input,
      ),
    ],
    CreateTargetGroup: (input: Tagged & { Name: string }, call) => {
      const resource = newArn(call, `targetgroup/${input.Name}/*`)
      return [{ resource }, ...tagging('CreateTargetGroup', resource, input)]
    },
    DeleteListener: listener,
    DeleteLoadBalancer: loadBalancer,
    DeleteRule: rule,
    DeleteTargetGroup: targetGroup,
    DeregisterTargets: targetGroup,
    DescribeAccountLimits: onAnyResource,
    DescribeCapacityReservation: onAnyResource,
    DescribeListenerAttributes: onAnyResource,
    DescribeListenerCertificates: onAnyResource,
    DescribeListeners: onAnyResource,
    DescribeLoadBalancerAttributes: onAnyResource,
    DescribeLoadBalancers: onAnyResource,
    DescribeRules: onAnyResource,
    DescribeSSLPolicies: onAnyResource,
    DescribeTags: onAnyResource,
    DescribeTargetGroupAttributes: onAnyResource,
    DescribeTargetGroups: onAnyResource,
    DescribeTargetHealth: onAnyResource,
    ModifyCapacityReservation: loadBalancer,
    ModifyListener: (input: { ListenerArn: string; Protocol?: string | undefined }) => ({
      resource: input.ListenerArn,
      keys: { 'elasticloadbalancing:ListenerProtocol': input.Protocol },
    }),
    ModifyListenerAttributes: listener,
    ModifyLoadBalancerAttributes: loadBalancer,
    ModifyRule: rule,
    ModifyTargetGroup: targetGroup,
    ModifyTargetGroupAttributes: targetGroup,
    RegisterTargets: targetGroup,
    RemoveListenerCertificates: listener,
    RemoveTags: taggedResources,
    SetIpAddressType: loadBalancer,
    SetRulePriorities: onEach(
      ({ RulePriorities }: { RulePriorities: { RuleArn?: string | undefined }[] }) =>
        RulePriorities.flatMap(({ RuleArn }) => RuleArn ?? []),
    ),
    SetSecurityGroups: (input: { LoadBalancerArn: string; SecurityGroups: string[] }) => ({
      resource: input.LoadBalancerArn,
      keys: { 'elasticloadbalancing:SecurityGroup': input.SecurityGroups },
    }),
    SetSubnets: (input: { LoadBalancerArn: string; Subnets?: string[] | undefined }) => ({
      resource: input.LoadBalancerArn,
      keys: { 'elasticloadbalancing:Subnet': input.Subnets },
    }),
  },
}
