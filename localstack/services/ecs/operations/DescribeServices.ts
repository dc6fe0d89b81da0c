import type {
  DescribeServicesCommandInput,
  DescribeServicesCommandOutput,
} from '@aws-sdk/client-ecs'
import { type Operation, readOnly } from '../../service.ts'
import { requireCluster } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { serviceToApi, findService, serviceArn } from '../service/service.ts'
import { tagsOf } from '../tags.ts'

export const DescribeServices: Operation<
  DescribeServicesCommandInput,
  DescribeServicesCommandOutput
> = readOnly(({ cluster: reference, services: names, include = [] }, call) => {
  const cluster = requireCluster(call, reference)
  if (names.length === 0) throw invalidParameter('Services cannot be empty.')
  if (names.length > 10) throw invalidParameter('Services cannot be more than 10.')
  const found = names.map((name) => ({ name, service: findService(call, cluster, name) }))
  return {
    services: found.flatMap(({ service }) =>
      service
        ? [
            {
              ...serviceToApi(call, service),
              tags: include.includes('TAGS') ? tagsOf(call, service.serviceArn) : undefined,
            },
          ]
        : [],
    ),
    failures: found
      .filter(({ service }) => !service)
      .map(({ name }) => ({
        arn: name.startsWith('arn:') ? name : serviceArn(call, cluster, name),
        reason: 'MISSING',
      })),
  }
})
