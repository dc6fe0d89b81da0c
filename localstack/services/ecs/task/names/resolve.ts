import { findInterfaceByAddress, privateDomain } from '../../../ec2/public.ts'
import { findLoadBalancerByName } from '../../../elbv2/public.ts'
import { isInNamespace, resolveInNamespaces } from '../../../servicediscovery/public.ts'
import type { EngineScope } from '../../../service.ts'
import type { NameRecord } from './message.ts'

interface Asked {
  scope: EngineScope
  vpc: string
  /** The emulator's address for tasks, at which its load balancers are served by their names. */
  emulator: string
}

/** The TTL of names that EC2 gives: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const ttl = 60

/** Resolves a name as the name server of a VPC does. Undefined if the VPC does not have it. */
export function resolveInVpc(
  { scope, vpc, emulator }: Asked,
  name: string,
): NameRecord[] | undefined {
  const own = addressIn(name, privateDomain(scope.region))
  if (own && findInterfaceByAddress(scope, own, vpc)) return [{ type: 'A', ttl, value: own }]
  const reverse = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(name)
  if (reverse) {
    const eni = findInterfaceByAddress(scope, reverse.slice(1).toReversed().join('.'), vpc)
    return eni && [{ type: 'PTR', ttl, value: eni.PrivateDnsName }]
  }
  if (findLoadBalancerByName(scope, name)) return [{ type: 'A', ttl, value: emulator }]
  return resolveInNamespaces(scope, vpc, name)
}

/** `172.31.0.9` of `ip-172-31-0-9.ec2.internal`. */
function addressIn(name: string, domain: string): string | undefined {
  const [, dashed] = /^ip-(\d+-\d+-\d+-\d+)\.(.+)$/.exec(name) ?? []
  return name.endsWith(`.${domain}`) ? dashed?.replaceAll('-', '.') : undefined
}

/** Returns true for a name that no other name server has. */
export function isPrivateName({ scope, vpc }: Omit<Asked, 'emulator'>, name: string): boolean {
  const domains = [privateDomain(scope.region), 'in-addr.arpa', 'elb.localhost.localstack.cloud']
  return (
    !name.includes('.') ||
    domains.some((domain) => name.endsWith(`.${domain}`)) ||
    isInNamespace(scope, vpc, name)
  )
}
