import type {
  DescribeSSLPoliciesCommandInput,
  DescribeSSLPoliciesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { pageOf } from '../page.ts'
import { checkSslPolicy, sslPolicies } from '../ssl-policy.ts'

export const DescribeSSLPolicies: Operation<
  DescribeSSLPoliciesCommandInput,
  DescribeSSLPoliciesCommandOutput
> = readOnly(({ Names, LoadBalancerType, ...query }) => {
  for (const name of Names ?? []) checkSslPolicy(name)
  const named = sslPolicies.filter(
    ({ Name, SupportedLoadBalancerTypes }) =>
      (Names?.includes(Name!) ?? true) &&
      (!LoadBalancerType || SupportedLoadBalancerTypes!.includes(LoadBalancerType)),
  )
  const { page, NextMarker } = pageOf(named, query)
  return { SslPolicies: page, NextMarker }
})
