import type { CapacityProvider } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import type { Scope } from '../../../kernel/scope.ts'

const names = ['FARGATE', 'FARGATE_SPOT'] as const

/** The capacity providers that AWS has made. There are no others, because there are no container instances. */
export const fargateProviders: string[] = [...names]

/** Finds a capacity provider by its name or ARN. */
export function findCapacityProvider(
  scope: Scope,
  reference: string,
): CapacityProvider | undefined {
  const providerArn = (name: string) => arn(scope, 'ecs', `capacity-provider/${name}`)
  const name = names.find((each) => [each, providerArn(each)].includes(reference))
  if (!name) return undefined
  return { capacityProviderArn: providerArn(name), name, type: name, status: 'ACTIVE', tags: [] }
}
