import { execFileSync, spawnSync } from 'node:child_process'

const { env } = process

/** Inside a container of its own kind testcontainers looks for the engine's ports on the gateway. */
if (!env.DOCKER_HOST) env.TESTCONTAINERS_HOST_OVERRIDE ??= 'localhost'

const { getContainerRuntimeClient, getReaper, LABEL_TESTCONTAINERS_SESSION_ID } =
  await import('testcontainers')
const { getReaperImage } = await import('testcontainers/build/reaper/reaper.js')

/** The reaper needs an image that cannot be pulled everywhere; without it, this process reaps. */
if (spawnSync('docker', ['image', 'inspect', getReaperImage()]).status !== 0) {
  env.TESTCONTAINERS_RYUK_DISABLED = 'true'
  const { sessionId } = await getReaper(await getContainerRuntimeClient())
  process.once('exit', () => reap(`${LABEL_TESTCONTAINERS_SESSION_ID}=${sessionId}`))
  process.once('SIGTERM', () => process.exit(143))
}

function reap(label: string) {
  remove(['ps', '--all'], ['rm', '--force', '--volumes'], label)
  remove(['network', 'ls'], ['network', 'rm'], label)
}

function remove(list: string[], removal: string[], label: string) {
  const ids = execFileSync('docker', [...list, '--quiet', `--filter=label=${label}`], {
    encoding: 'utf8',
  })
  if (ids) spawnSync('docker', [...removal, ...ids.trim().split('\n')])
}
