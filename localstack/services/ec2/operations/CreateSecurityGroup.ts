import type {
  CreateSecurityGroupCommandInput,
  CreateSecurityGroupCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { networkOf } from '../state.ts'
import { tagsFor } from '../tag.ts'
import { defaultVpc, findVpc, vpcNotFound } from '../vpc.ts'
import { createGroup } from '../network/security-group.ts'

export const CreateSecurityGroup: Operation<
  CreateSecurityGroupCommandInput,
  CreateSecurityGroupCommandOutput
> = ({ GroupName, Description, VpcId, TagSpecifications }, call) => {
  const network = networkOf(call)
  const vpcId = vpcFor(call, VpcId)
  checkName(GroupName)
  checkDescription(Description)
  const twin = network.securityGroups
    .values()
    .some((group) => group.VpcId === vpcId && group.GroupName === GroupName)
  if (twin)
    throw awsError(
      'InvalidGroup.Duplicate',
      `The security group '${GroupName}' already exists for VPC '${vpcId}'`,
    )
  const { GroupId, SecurityGroupArn, Tags } = createGroup(network, call, {
    name: GroupName,
    description: Description,
    vpcId,
    tags: tagsFor('security-group', TagSpecifications),
  })
  return { GroupId, SecurityGroupArn, Tags }
}

function vpcFor(scope: Scope, id: string | undefined): string {
  const vpc = id ? findVpc(scope, id) : defaultVpc(scope)
  if (vpc) return vpc.VpcId
  throw id ? vpcNotFound(id) : awsError('VPCIdNotSpecified', 'No default VPC for this user')
}

function checkName(name: string): void {
  if (name === '')
    throw awsError('MissingParameter', 'The request must contain the parameter GroupName')
  const invalid = (message: string) => awsError('InvalidParameterValue', message)
  if (name === 'default') throw invalid('Cannot use reserved security group name: default')
  if (name.startsWith('sg-')) throw invalid('Group names may not be in the format sg-*.')
  if (!/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(name))
    throw invalid(
      `Value (${name}) for parameter GroupName is invalid. Character sets beyond ASCII are not supported.`,
    )
}

function checkDescription(description: string): void {
  if (description === '')
    throw awsError('MissingParameter', 'The request must contain the parameter GroupDescription')
  if (!/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(description))
    throw awsError(
      'InvalidParameterValue',
      'Invalid security group description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    )
}
