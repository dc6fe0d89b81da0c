import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { DeleteAlarms } from './operations/DeleteAlarms.ts'
import { DescribeAlarmHistory } from './operations/DescribeAlarmHistory.ts'
import { DescribeAlarms } from './operations/DescribeAlarms.ts'
import { DescribeAlarmsForMetric } from './operations/DescribeAlarmsForMetric.ts'
import { DisableAlarmActions } from './operations/DisableAlarmActions.ts'
import { EnableAlarmActions } from './operations/EnableAlarmActions.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { PutMetricAlarm } from './operations/PutMetricAlarm.ts'
import { SetAlarmState } from './operations/SetAlarmState.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagResource } from './operations/UntagResource.ts'

/** Metric alarms as data, for deployments that watch them. No metric is measured here: SetAlarmState moves them. */
export const cloudwatch = defineService({
  name: 'cloudwatch',
  actionPrefix: 'cloudwatch',
  permissions,
  operations: {
    DeleteAlarms,
    DescribeAlarmHistory,
    DescribeAlarms,
    DescribeAlarmsForMetric,
    DisableAlarmActions,
    EnableAlarmActions,
    ListTagsForResource,
    PutMetricAlarm,
    SetAlarmState,
    TagResource,
    UntagResource,
  },
  ignored: {
    PutMetricAlarm: ['AlarmActions', 'InsufficientDataActions', 'OKActions'],
  },
  invalid: (violations) => awsError('ValidationError', validationSentence(violations)),
})
