import type {
  DescribeVpcEndpointServicesCommandInput,
  DescribeVpcEndpointServicesCommandOutput,
  ServiceDetail,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { notImplemented } from '../../../kernel/errors.ts'
import { filtered, type Filters, paged } from '../describe.ts'
import {
  type EndpointService,
  endpointServicesOf,
  requireEndpointService,
} from '../endpoint-service.ts'
import { resourceIdFor } from '../id.ts'
import { zonesOf } from '../zone.ts'
interface Detail extends ServiceDetail {
  ServiceName: string
}

export const DescribeVpcEndpointServices: Operation<
  DescribeVpcEndpointServicesCommandInput,
  DescribeVpcEndpointServicesCommandOutput
> = readOnly(({ ServiceNames, ServiceRegions = [], Filters, ...query }, call) => {
  const other = ServiceRegions.find((region) => region !== call.region)
  if (other) throw notImplemented(`endpoint services of other regions (${other})`)
  const services =
    ServiceNames?.map((name) => requireEndpointService(call.region, name)) ??
    endpointServicesOf(call.region)
  const details = services.flatMap((service) => detailsOf(call.region, service))
  const { page, NextToken } = paged(filtered(details, Filters, { filters }), query)
  return {
    ServiceNames: [...new Set(page.map(({ ServiceName }) => ServiceName))],
    ServiceDetails: page,
    NextToken,
  }
})

/** One entry for each type: the gateway for S3 and the interfaces for it are two services of one name. */
const detailsOf = (
  region: string,
  { ServiceName, types, privateDnsName }: EndpointService,
): Detail[] =>
  types.map((ServiceType) => ({
    ServiceName,
    ServiceId: resourceIdFor('vpce-svc', `${ServiceName} ${ServiceType}`),
    ServiceType: [{ ServiceType }],
    ServiceRegion: region,
    AvailabilityZones: zonesOf(region).map(({ ZoneName }) => ZoneName),
    AvailabilityZoneIds: zonesOf(region).map(({ ZoneId }) => ZoneId),
    Owner: 'amazon',
    BaseEndpointDnsNames: [
      `${ServiceName.split('.').slice(3).join('.')}.${region}.vpce.amazonaws.com`,
    ],
    ...(ServiceType === 'Interface' && {
      PrivateDnsName: privateDnsName,
      PrivateDnsNames: [{ PrivateDnsName: privateDnsName }],
      PrivateDnsNameVerificationState: 'verified',
    }),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: ['ipv4'],
    Tags: [],
  }))

const filters: Filters<Detail> = {
  owner: ({ Owner }) => [Owner],
  'service-name': ({ ServiceName }) => [ServiceName],
  'service-region': ({ ServiceRegion }) => [ServiceRegion],
  'service-type': ({ ServiceType = [] }) => ServiceType.map((type) => type.ServiceType),
  'supported-ip-address-types': ({ SupportedIpAddressTypes = [] }) => SupportedIpAddressTypes,
}
