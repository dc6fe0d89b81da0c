import type { PrefixList } from '@aws-sdk/client-ec2'
import { awsError } from '../../kernel/errors.ts'
import { publicAddressFor } from './address.ts'
import { endpointServicesOf } from './endpoint-service.ts'
import { unknownId } from './id.ts'

interface ServicePrefixList extends PrefixList {
  PrefixListId: string
  PrefixListName: string
}

/** The prefix lists of a region by id, each with the address that stands for its service here. */
export const prefixListsOf = (region: string): Map<string, ServicePrefixList> =>
  new Map(
    endpointServicesOf(region).flatMap(({ ServiceName, prefixListId: id }) =>
      id === undefined
        ? []
        : [
            [
              id,
              {
                PrefixListId: id,
                PrefixListName: ServiceName,
                Cidrs: [`${publicAddressFor(`${region} ${ServiceName.split('.').at(-1)}`)}/32`],
              },
            ],
          ],
    ),
  )

export const prefixListNotFound = unknownId({
  prefix: 'pl',
  malformed: 'InvalidPrefixListId.Malformed',
  notFound: (id) =>
    awsError('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`),
})
