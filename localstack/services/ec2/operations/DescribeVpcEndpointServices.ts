import type {
  DescribeVpcEndpointServicesCommandInput,
  DescribeVpcEndpointServicesCommandOutput,
} from '@aws-sdk/client-ec2'
import { type Operation, readOnly } from '../../service.ts'
import { awsError } from '../../../kernel/errors.ts'
import { paged } from '../describe.ts'
import { type EndpointService, endpointServicesOf } from '../endpoint-service.ts'
import { zonesOf } from '../zone.ts'
export const DescribeVpcEndpointServices: Operation<
  DescribeVpcEndpointServicesCommandInput,
  DescribeVpcEndpointServicesCommandOutput
> = readOnly(({ ServiceNames, MaxResults, NextToken }, call) => {
  const services = endpointServicesOf(call.region)
  const names = services.map(({ ServiceName }) => ServiceName)
  const unknown = ServiceNames?.find((name) => !names.includes(name))
  if (unknown)
    throw awsError('InvalidServiceName', `The Vpc Endpoint Service '${unknown}' does not exist`)
  const wanted = services.filter(({ ServiceName }) => ServiceNames?.includes(ServiceName) ?? true)
  const { page, NextToken: next } = paged(wanted, { MaxResults, NextToken })
  return {
    ServiceNames: page.map(({ ServiceName }) => ServiceName),
    ServiceDetails: page.map((service) => detail(call.region, service)),
    NextToken: next,
  }
})

const detail = (region: string, { ServiceName, types, privateDnsName }: EndpointService) => ({
  ServiceName,
  ServiceType: types.map((ServiceType) => ({ ServiceType })),
  AvailabilityZones: zonesOf(region).map(({ ZoneName }) => ZoneName),
  Owner: 'amazon',
  PrivateDnsName: privateDnsName,
  VpcEndpointPolicySupported: true,
  AcceptanceRequired: false,
})
