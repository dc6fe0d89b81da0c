import { readFileSync } from 'node:fs'

/** The run of tests that this process belongs to: the id of its first process, and when that was started. */
export const testRun = (process.env.DOCKER_CLOUD_TEST_RUN ??= runOf(process.pid))

/** Marks on the engine what a test makes, so that the next run removes it when this one was killed. */
export const testLabel = 'docker-cloud.test'
export const testLabels = { [testLabel]: testRun }
export const testLabelFlag = `--label=${testLabel}=${testRun}`

/** Whether a run goes on; a process that has another's id was started at another time. */
export function isRunning(run: string): boolean {
  const pid = Number(run.split('.')[0])
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && runOf(pid) === run
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function runOf(pid: number): string {
  return `${pid}.${startTimeOf(pid)}`
}

/** In clock ticks since the machine was started; 0 where there is no /proc. */
function startTimeOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19]!
  } catch {
    return '0'
  }
}
