import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stopText } from '../../../scripts/release/task-text.ts'

test('a stopped task is described by its code, reason and the ends of its containers', () => {
  assert.equal(
    stopText({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'api', exitCode: 1 }, { name: 'proxy' }],
    }),
    'EssentialContainerExited: Essential container in task exited (api: exit code 1)',
  )
  assert.equal(
    stopText({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1234567890123456789)',
      containers: [
        { name: 'api', exitCode: 137, reason: 'OutOfMemoryError: killed' },
        { name: 'proxy', exitCode: 0 },
      ],
    }),
    'ServiceSchedulerInitiated: Scaling activity initiated by (api: exit code 137, OutOfMemoryError: killed; proxy: exit code 0)',
  )
})

test('what the reason says already is not said twice, and a task may have none', () => {
  const reason = 'CannotPullContainerError: pull access denied'
  assert.equal(
    stopText({
      stopCode: 'TaskFailedToStart',
      stoppedReason: reason,
      containers: [{ name: 'api', reason }],
    }),
    `TaskFailedToStart: ${reason}`,
  )
  assert.equal(stopText({}), 'no reason')
})
