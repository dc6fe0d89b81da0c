import type {
  DescribeCapacityProvidersCommandInput,
  DescribeCapacityProvidersCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { findCapacityProvider, fargateProviders } from '../cluster/capacity-provider.ts'
import { ecsPage } from '../list.ts'

export const DescribeCapacityProviders: Operation<
  DescribeCapacityProvidersCommandInput,
  DescribeCapacityProvidersCommandOutput
> = readOnly((input, call) => {
  const { capacityProviders: references = fargateProviders } = input
  const found = references.map((reference) => ({
    reference,
    provider: findCapacityProvider(call, reference),
  }))
  const providers = found.flatMap(({ provider }) => provider ?? [])
  const { items, nextToken } = ecsPage(providers, { maxResults: 10, ...input })
  return {
    capacityProviders: items,
    failures: found
      .filter(({ provider }) => !provider)
      .map(({ reference: arn }) => ({ arn, reason: 'MISSING' })),
    nextToken,
  }
})
