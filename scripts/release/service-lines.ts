import { EventLines } from './event-lines.ts'
import type { ResultOf } from './results.ts'
import { ago } from './time.ts'

type ServiceResult = ResultOf<'status'>['services'][number]

/** The most reasons for which tasks stopped. */
const lastReasons = 3

/** A service on a part of a screen: its deployments, tasks and latest events. */
export function serviceLines(found: ServiceResult): string[] {
  const { service, status, running, desired, pending, deployments, tasks, stopped, events } = found
  if (status === undefined) return [`service     ${service} none`]
  return [
    `service     ${service} ${status}, ${running}/${desired} tasks running, ${pending} pending`,
    ...deployments.map(deploymentLine),
    ...tasks.map(taskLine),
    ...stopLines(stopped),
    ...eventLines(events),
  ]
}

const deploymentLine = (deployment: ServiceResult['deployments'][number]): string => {
  const { status, state, taskDefinition, running, desired, updated } = deployment
  const what = [status, ...(state ? [state] : []), taskDefinition].join(' ')
  const when = updated === undefined ? '' : `, ${ago(new Date(updated))}`
  return `deployment  ${what}, ${running}/${desired} tasks running${when}`
}

const taskLine = ({
  task,
  status,
  health,
  taskDefinition,
  target,
}: ServiceResult['tasks'][number]) =>
  `task        ${shortId(task)} ${status} ${health}, ${taskDefinition}, ${target ? `target ${target}` : 'no target yet'}`

/** The first digits of a task's id: enough to name it. */
const shortId = (id: string) => id.slice(0, 8)

/** The newest reasons for which tasks stopped, each once. */
function stopLines(stopped: ServiceResult['stopped']): string[] {
  const byReason = Map.groupBy(stopped, (one) => `${one.taskDefinition}: ${one.reason}`)
  const lines = Array.from(byReason, ([reason, [newest, ...others]]) => {
    const which = others.length === 0 ? shortId(newest!.task) : `${others.length + 1} tasks`
    const when = newest!.time === undefined ? '' : `, ${ago(new Date(newest!.time))}`
    return `stopped     ${which}${when}, ${reason}`
  })
  return lines.slice(0, lastReasons)
}

function eventLines(events: ServiceResult['events']): string[] {
  const known = events.map(({ time, message }, index) => ({
    id: String(index),
    message,
    ...(time !== undefined && { createdAt: new Date(time) }),
  }))
  return new EventLines(undefined).add({ events: known }).map((line) => `event       ${line}`)
}
