import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { routeList, traffic } from './proxy/access.ts'
import { permissions } from './permissions.ts'
import { AddListenerCertificates } from './operations/AddListenerCertificates.ts'
import { AddTags } from './operations/AddTags.ts'
import { CreateListener } from './operations/CreateListener.ts'
import { CreateLoadBalancer } from './operations/CreateLoadBalancer.ts'
import { CreateRule } from './operations/CreateRule.ts'
import { CreateTargetGroup } from './operations/CreateTargetGroup.ts'
import { DeleteListener } from './operations/DeleteListener.ts'
import { DeleteLoadBalancer } from './operations/DeleteLoadBalancer.ts'
import { DeleteRule } from './operations/DeleteRule.ts'
import { DeleteTargetGroup } from './operations/DeleteTargetGroup.ts'
import { DeregisterTargets } from './operations/DeregisterTargets.ts'
import { DescribeAccountLimits } from './operations/DescribeAccountLimits.ts'
import { DescribeCapacityReservation } from './operations/DescribeCapacityReservation.ts'
import { DescribeListenerAttributes } from './operations/DescribeListenerAttributes.ts'
import { DescribeListenerCertificates } from './operations/DescribeListenerCertificates.ts'
import { DescribeListeners } from './operations/DescribeListeners.ts'
import { DescribeLoadBalancerAttributes } from './operations/DescribeLoadBalancerAttributes.ts'
import { DescribeLoadBalancers } from './operations/DescribeLoadBalancers.ts'
import { DescribeRules } from './operations/DescribeRules.ts'
import { DescribeSSLPolicies } from './operations/DescribeSSLPolicies.ts'
import { DescribeTags } from './operations/DescribeTags.ts'
import { DescribeTargetGroupAttributes } from './operations/DescribeTargetGroupAttributes.ts'
import { DescribeTargetGroups } from './operations/DescribeTargetGroups.ts'
import { DescribeTargetHealth } from './operations/DescribeTargetHealth.ts'
import { ModifyCapacityReservation } from './operations/ModifyCapacityReservation.ts'
import { ModifyListener } from './operations/ModifyListener.ts'
import { ModifyListenerAttributes } from './operations/ModifyListenerAttributes.ts'
import { ModifyLoadBalancerAttributes } from './operations/ModifyLoadBalancerAttributes.ts'
import { ModifyRule } from './operations/ModifyRule.ts'
import { ModifyTargetGroup } from './operations/ModifyTargetGroup.ts'
import { ModifyTargetGroupAttributes } from './operations/ModifyTargetGroupAttributes.ts'
import { RegisterTargets } from './operations/RegisterTargets.ts'
import { RemoveListenerCertificates } from './operations/RemoveListenerCertificates.ts'
import { RemoveTags } from './operations/RemoveTags.ts'
import { SetIpAddressType } from './operations/SetIpAddressType.ts'
import { SetRulePriorities } from './operations/SetRulePriorities.ts'
import { SetSecurityGroups } from './operations/SetSecurityGroups.ts'
import { SetSubnets } from './operations/SetSubnets.ts'
import { start } from './worker.ts'

export const elbv2 = defineService({
  name: 'elbv2',
  permissions,
  operations: {
    AddListenerCertificates,
    AddTags,
    CreateListener,
    CreateLoadBalancer,
    CreateRule,
    CreateTargetGroup,
    DeleteListener,
    DeleteLoadBalancer,
    DeleteRule,
    DeleteTargetGroup,
    DeregisterTargets,
    DescribeAccountLimits,
    DescribeCapacityReservation,
    DescribeListenerAttributes,
    DescribeListenerCertificates,
    DescribeListeners,
    DescribeLoadBalancerAttributes,
    DescribeLoadBalancers,
    DescribeRules,
    DescribeSSLPolicies,
    DescribeTags,
    DescribeTargetGroupAttributes,
    DescribeTargetGroups,
    DescribeTargetHealth,
    ModifyCapacityReservation,
    ModifyListener,
    ModifyListenerAttributes,
    ModifyLoadBalancerAttributes,
    ModifyRule,
    ModifyTargetGroup,
    ModifyTargetGroupAttributes,
    RegisterTargets,
    RemoveListenerCertificates,
    RemoveTags,
    SetIpAddressType,
    SetRulePriorities,
    SetSecurityGroups,
    SetSubnets,
  },
  rejected: {
    'gateway load balancers': ['CreateLoadBalancer.Type=gateway'],
    'target groups of type': ['CreateTargetGroup.TargetType=alb'],
    'target groups with': [
      'CreateTargetGroup.ProtocolVersion=HTTP2|GRPC',
      'CreateTargetGroup.Protocol=GENEVE|QUIC|TCP_QUIC',
    ],
    'target groups of IPv6 addresses': ['CreateTargetGroup.IpAddressType=ipv6'],
    'actions of type': ['CreateRule', 'ModifyRule', 'ModifyListener'].map(
      (operation) =>
        `${operation}.${operation === 'ModifyListener' ? 'DefaultActions' : 'Actions'}.Type=authenticate-cognito|authenticate-oidc|jwt-validation`,
    ),
    Transforms: ['CreateRule.Transforms', 'ModifyRule.Transforms'],
  },
  ignored: {
    CreateLoadBalancer: ['CustomerOwnedIpv4Pool', 'EnablePrefixForIpv6SourceNat', 'IpamPools'],
    CreateTargetGroup: ['TargetControlPort'],
    ModifyRule: ['ResetTransforms'],
    DescribeTargetHealth: ['Include'],
    SetSecurityGroups: ['EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'],
    SetSubnets: ['EnablePrefixForIpv6SourceNat'],
  },
  invalid: (violations) => awsError('ValidationError', validationSentence(violations)),
  route: routeList,
  traffic,
  start,
})
