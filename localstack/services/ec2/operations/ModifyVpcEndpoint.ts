import type {
  ModifyVpcEndpointCommandInput,
  ModifyVpcEndpointCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import { changeGatewayEndpoint } from '../gateway-endpoint.ts'
import { changeInterfaceEndpoint } from '../interface-endpoint.ts'
import {
  checkedDnsOptions,
  checkedIpAddressType,
  fullAccess,
  requireEndpoint,
} from '../vpc-endpoint.ts'

export const ModifyVpcEndpoint: Operation<
  ModifyVpcEndpointCommandInput,
  ModifyVpcEndpointCommandOutput
> = (input, call) => {
  const { VpcEndpointId, PolicyDocument, ResetPolicy, IpAddressType, DnsOptions } = input
  if (input.SubnetConfigurations) throw notImplemented('SubnetConfigurations')
  const endpoint = requireEndpoint(call, VpcEndpointId)
  if (PolicyDocument && ResetPolicy)
    throw awsError(
      'InvalidParameter',
      'You cannot specify both a policy document and to reset the policy.',
    )
  const type = checkedIpAddressType(IpAddressType)
  const options = DnsOptions
    ? checkedDnsOptions(endpoint.VpcEndpointType, DnsOptions)
    : endpoint.DnsOptions
  if (endpoint.VpcEndpointType === 'Gateway') changeGatewayEndpoint(call, endpoint, input)
  else changeInterfaceEndpoint(call, endpoint, input)
  endpoint.IpAddressType = type
  endpoint.DnsOptions = options
  if (PolicyDocument) endpoint.PolicyDocument = PolicyDocument
  if (ResetPolicy) endpoint.PolicyDocument = fullAccess[endpoint.VpcEndpointType]
  return { Return: true }
}
