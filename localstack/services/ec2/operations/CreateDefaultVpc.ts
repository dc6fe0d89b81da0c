import type {
  CreateDefaultVpcCommandInput,
  CreateDefaultVpcCommandOutput,
} from '@aws-sdk/client-ec2'
import { awsError } from '../../../kernel/errors.ts'
import type { Operation } from '../../service.ts'
import { networkOf } from '../state.ts'
import { defaultVpc } from '../vpc.ts'
import { createDefaultVpc } from '../network/default-vpc.ts'

export const CreateDefaultVpc: Operation<
  CreateDefaultVpcCommandInput,
  CreateDefaultVpcCommandOutput
> = (_input, call) => {
  if (defaultVpc(call))
    throw awsError(
      'DefaultVpcAlreadyExists',
      'A Default VPC already exists for this account in this region.',
    )
  return { Vpc: createDefaultVpc(networkOf(call), call) }
}
