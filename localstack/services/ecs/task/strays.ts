import type { ContainerSummary, VolumeSummary } from '../../../docker/index.ts'
import type { TaskRecord } from '../records.ts'
import { ecsState } from '../state.ts'
import type { Agent } from './agent.ts'
import { addressOf, emulatorLabel, label, networkLabel } from './labels.ts'
import { isListening } from './listening.ts'

/**
 * Removes the containers and volumes of this emulator that belong to no running task. Returns the other containers.
 * A task is stored before anything is created for it.
 */
export async function removeStrays(agent: Agent): Promise<ContainerSummary[]> {
  const found = await find(agent, agent.ownLabels)
  const active = new Set<string | undefined>()
  for (const { state } of agent.emulator.store.all(ecsState))
    for (const { taskArn, lastStatus } of state.tasks.values())
      if (lastStatus !== 'STOPPED') active.add(taskArn)
  const isStray = ({ Labels }: Labelled) => !active.has(Labels[label('task')])
  await remove(agent, select(found, isStray))
  return found.containers.filter((container) => !isStray(container))
}

/** Removes what killed emulators without persistence have left: nothing listens on their ports. */
export async function removeAbandoned(agent: Agent): Promise<void> {
  const found = await find(agent, networkLabel)
  const isForeign = ({ Labels }: Labelled) => Labels[emulatorLabel] !== agent.id
  const addressIn = ({ Labels }: Labelled) => Labels[label('address')]!
  const foreign = select(found, isForeign)
  const abandoned = new Set<string>()
  for (const address of new Set([...foreign.containers, ...foreign.volumes].map(addressIn)))
    if (address === addressOf(agent.emulator) || !(await isListening(address)))
      abandoned.add(address)
  await remove(
    agent,
    select(foreign, (thing) => abandoned.has(addressIn(thing))),
  )
}

/** Removes everything that a task has in Docker, recorded or not. */
export async function removeAllOf(agent: Agent, { taskArn }: TaskRecord): Promise<void> {
  await remove(agent, await find(agent, { ...agent.ownLabels, [label('task')]: taskArn }))
}

/** Removes everything of this emulator. */
export async function removeEverything(agent: Agent): Promise<void> {
  await remove(agent, await find(agent, agent.ownLabels))
}

type Labelled = Pick<VolumeSummary, 'Labels'>

interface Found {
  containers: ContainerSummary[]
  volumes: VolumeSummary[]
}

async function find({ emulator }: Agent, labels: Record<string, string>): Promise<Found> {
  const { containers, volumes } = emulator.docker
  const [present, mounted] = await Promise.all([containers.list(labels), volumes.list(labels)])
  return { containers: present, volumes: mounted }
}

const select = ({ containers, volumes }: Found, isWanted: (thing: Labelled) => boolean): Found => ({
  containers: containers.filter(isWanted),
  volumes: volumes.filter(isWanted),
})

/** A volume can only be removed after the containers that mount it. */
async function remove({ emulator }: Agent, { containers, volumes }: Found): Promise<void> {
  const { docker } = emulator
  await Promise.all(containers.map(({ Id }) => docker.containers.remove(Id)))
  await Promise.all(volumes.map(({ Name }) => docker.volumes.remove(Name)))
}
