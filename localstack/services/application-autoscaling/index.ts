import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { DeleteScalingPolicy } from './operations/DeleteScalingPolicy.ts'
import { DeleteScheduledAction } from './operations/DeleteScheduledAction.ts'
import { DeregisterScalableTarget } from './operations/DeregisterScalableTarget.ts'
import { DescribeScalableTargets } from './operations/DescribeScalableTargets.ts'
import { DescribeScalingActivities } from './operations/DescribeScalingActivities.ts'
import { DescribeScalingPolicies } from './operations/DescribeScalingPolicies.ts'
import { DescribeScheduledActions } from './operations/DescribeScheduledActions.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { PutScalingPolicy } from './operations/PutScalingPolicy.ts'
import { PutScheduledAction } from './operations/PutScheduledAction.ts'
import { RegisterScalableTarget } from './operations/RegisterScalableTarget.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'

/** Service auto scaling as data. Nothing scales here, because no metric is measured. */
export const applicationAutoscaling = defineService({
  name: 'application-autoscaling',
  permissions,
  operations: {
    DeleteScalingPolicy,
    DeleteScheduledAction,
    DeregisterScalableTarget,
    DescribeScalableTargets,
    DescribeScalingActivities,
    DescribeScalingPolicies,
    DescribeScheduledActions,
    ListTagsForResource,
    PutScalingPolicy,
    PutScheduledAction,
    RegisterScalableTarget,
    TagResource,
    UntagResource,
  },
  ignored: { RegisterScalableTarget: ['RoleARN'] },
  invalid: (violations) => awsError('ValidationException', validationSentence(violations)),
})
