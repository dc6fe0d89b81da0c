import type {
  DescribeSSLPoliciesCommandInput,
  DescribeSSLPoliciesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Operation, readOnly } from '../../service.ts'
import { paginate } from '../../../kernel/paginate.ts'
import { elbPaging } from '../paging.ts'
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
  const { items, next } = paginate(named, elbPaging(query))
  return { SslPolicies: items, NextMarker: next }
})
