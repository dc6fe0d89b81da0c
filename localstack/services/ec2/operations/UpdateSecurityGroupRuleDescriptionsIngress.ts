import type {
  UpdateSecurityGroupRuleDescriptionsIngressCommandInput,
  UpdateSecurityGroupRuleDescriptionsIngressCommandOutput,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../service.ts'
import { updateDescriptions } from '../authorize.ts'

export const UpdateSecurityGroupRuleDescriptionsIngress: Operation<
  UpdateSecurityGroupRuleDescriptionsIngressCommandInput,
  UpdateSecurityGroupRuleDescriptionsIngressCommandOutput
> = (input, call) => updateDescriptions(call, false, input)
