export { AuthorizeSecurityGroupEgress } from './operations/AuthorizeSecurityGroupEgress.ts'
export { AuthorizeSecurityGroupIngress } from './operations/AuthorizeSecurityGroupIngress.ts'
export { CreateSecurityGroup } from './operations/CreateSecurityGroup.ts'
export { DeleteSecurityGroup } from './operations/DeleteSecurityGroup.ts'
export { RevokeSecurityGroupEgress } from './operations/RevokeSecurityGroupEgress.ts'
export { RevokeSecurityGroupIngress } from './operations/RevokeSecurityGroupIngress.ts'
export { formatAddress, isInside, overlaps, parseAddress, parseCidr } from './cidr.ts'
export { defaultBlock } from './network/default-vpc.ts'
export {
  bindAddress,
  createNetworkInterface,
  deleteNetworkInterface,
  findNetworkInterface,
  findInterfaceByAddress,
  privateDomain,
  setInterfaceGroups,
} from './network-interface.ts'
export { isAdmitted } from './reachability.ts'
export { type Route, isPublicSubnet, routeTo } from './route.ts'
export { findSecurityGroup } from './security-group.ts'
export { networkOf } from './state.ts'
export { findSubnet } from './subnet.ts'
export { cidrBlocksOf, defaultVpc, findVpc } from './vpc.ts'
export { type SubnetRecord, type SecurityGroupRuleRecord } from './records.ts'
export { defaultGroup } from './network/security-group.ts'
export { securityGroupRulesOf } from './network/security-group-rule.ts'
