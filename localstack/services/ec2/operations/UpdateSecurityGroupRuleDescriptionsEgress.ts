import type {
  UpdateSecurityGroupRuleDescriptionsEgressCommandInput,
  UpdateSecurityGroupRuleDescriptionsEgressCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { updateDescriptions } from '../authorize.ts'

export const UpdateSecurityGroupRuleDescriptionsEgress: Operation<
  UpdateSecurityGroupRuleDescriptionsEgressCommandInput,
  UpdateSecurityGroupRuleDescriptionsEgressCommandOutput
> = (input, call) => updateDescriptions(call, true, input)
