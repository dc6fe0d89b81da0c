export { isInside, parseAddress, parseCidr } from './cidr.ts'
export {
  bindAddress,
  createNetworkInterface,
  deleteNetworkInterface,
  findNetworkInterface,
  interfaceAt,
  setInterfaceGroups,
} from './network-interface.ts'
export { isAdmitted } from './reachability.ts'
export { type Route, isPublic, routeTo } from './route.ts'
export { type SecurityGroupRule, rulesOf } from './security-group-rule.ts'
export { defaultGroup, findSecurityGroup } from './security-group.ts'
export { networkOf } from './state.ts'
export { type Subnet, findSubnet } from './subnet.ts'
export { findVpc } from './vpc.ts'
