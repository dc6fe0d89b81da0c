import { defineService } from '../service.ts'
import { invalidLogsInput } from './errors.ts'
import { permissions } from './permissions.ts'
import { AssociateKmsKey } from './operations/AssociateKmsKey.ts'
import { CreateLogGroup } from './operations/CreateLogGroup.ts'
import { CreateLogStream } from './operations/CreateLogStream.ts'
import { DeleteLogGroup } from './operations/DeleteLogGroup.ts'
import { DeleteLogStream } from './operations/DeleteLogStream.ts'
import { DeleteMetricFilter } from './operations/DeleteMetricFilter.ts'
import { DeleteResourcePolicy } from './operations/DeleteResourcePolicy.ts'
import { DeleteRetentionPolicy } from './operations/DeleteRetentionPolicy.ts'
import { DescribeLogGroups } from './operations/DescribeLogGroups.ts'
import { DescribeLogStreams } from './operations/DescribeLogStreams.ts'
import { DescribeMetricFilters } from './operations/DescribeMetricFilters.ts'
import { DescribeResourcePolicies } from './operations/DescribeResourcePolicies.ts'
import { DescribeSubscriptionFilters } from './operations/DescribeSubscriptionFilters.ts'
import { DisassociateKmsKey } from './operations/DisassociateKmsKey.ts'
import { FilterLogEvents } from './operations/FilterLogEvents.ts'
import { GetLogEvents } from './operations/GetLogEvents.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { ListTagsLogGroup } from './operations/ListTagsLogGroup.ts'
import { PutLogEvents } from './operations/PutLogEvents.ts'
import { PutLogGroupDeletionProtection } from './operations/PutLogGroupDeletionProtection.ts'
import { PutMetricFilter } from './operations/PutMetricFilter.ts'
import { PutResourcePolicy } from './operations/PutResourcePolicy.ts'
import { PutRetentionPolicy } from './operations/PutRetentionPolicy.ts'
import { StartLiveTail } from './operations/StartLiveTail.ts'
import { TagLogGroup } from './operations/TagLogGroup.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagLogGroup } from './operations/UntagLogGroup.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { reconcileSegments } from './reconcile.ts'
import { startRetention } from './retention.ts'
import { removeAllSegments } from './segment.ts'

export const logs = defineService({
  name: 'logs',
  permissions,
  operations: {
    AssociateKmsKey,
    CreateLogGroup,
    CreateLogStream,
    DeleteLogGroup,
    DeleteLogStream,
    DeleteMetricFilter,
    DeleteResourcePolicy,
    DeleteRetentionPolicy,
    DescribeLogGroups,
    DescribeLogStreams,
    DescribeMetricFilters,
    DescribeResourcePolicies,
    DescribeSubscriptionFilters,
    DisassociateKmsKey,
    FilterLogEvents,
    GetLogEvents,
    ListTagsForResource,
    ListTagsLogGroup,
    PutLogEvents,
    PutLogGroupDeletionProtection,
    PutMetricFilter,
    PutResourcePolicy,
    PutRetentionPolicy,
    StartLiveTail,
    TagLogGroup,
    TagResource,
    UntagLogGroup,
    UntagResource,
  },
  ignored: {
    AssociateKmsKey: ['kmsKeyId'],
    CreateLogGroup: ['kmsKeyId'],
    DescribeLogGroups: ['accountIdentifiers', 'includeLinkedAccounts'],
    FilterLogEvents: ['interleaved', 'startFromHead', 'unmask'],
    GetLogEvents: ['unmask'],
    PutLogEvents: ['entity', 'sequenceToken'],
    PutMetricFilter: ['metricTransformations'],
  },
  /** A batch has a megabyte of messages, which JSON may escape. */
  bodyLimits: { PutLogEvents: 8 * 1024 * 1024 },
  invalid: invalidLogsInput,
  start(emulator) {
    reconcileSegments(emulator)
    emulator.store.onReset(() => removeAllSegments(emulator))
    return startRetention(emulator)
  },
})
