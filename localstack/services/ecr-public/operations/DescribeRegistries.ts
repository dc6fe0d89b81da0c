import type {
  DescribeRegistriesCommandInput,
  DescribeRegistriesCommandOutput,
} from '@aws-sdk/client-ecr-public'
import { globalArn } from '../../../kernel/arn.ts'
import { paginateByKey } from '../../../kernel/paginate.ts'
import { ecrPaging, publicAlias, registryHost, serviceOf } from '../../ecr/public.ts'
import { type Operation, readOnly } from '../../service.ts'

export const DescribeRegistries: Operation<
  DescribeRegistriesCommandInput,
  DescribeRegistriesCommandOutput
> = readOnly((input, call) => {
  const { account } = call
  const name = publicAlias(account)
  const registry = {
    registryId: account,
    registryArn: globalArn(call, serviceOf(call), `registry/${account}`),
    registryUri: `${registryHost(call)}/${name}`,
    verified: false,
    aliases: [
      { name, status: 'ACTIVE' as const, primaryRegistryAlias: true, defaultRegistryAlias: true },
    ],
  }
  const { items, next: nextToken } = paginateByKey([registry], {
    keyOf: ({ registryId }) => registryId,
    ...ecrPaging(input),
  })
  return { registries: items, nextToken }
})
