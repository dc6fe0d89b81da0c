import { existsSync, openSync, readFileSync } from 'node:fs'
import { run, start, succeeds } from '../release/run.ts'
import { wait } from '../release/wait.ts'
import { allowTrixieDocker, canInstall, install, thisDistribution } from './apt.ts'
import { needsTrixie, packagesFor, type Parts } from './packages.ts'

const ownSocket = 'unix:///var/run/docker.sock'
const log = '/var/log/docker-cloud-dockerd.log'

const installPage = 'https://docs.docker.com/engine/install/'

/** Installs and starts what is missing of Docker's engine, compose and buildx. A running engine is not touched. */
export async function ensureDocker(print: (line: string) => void): Promise<void> {
  await ensureParts(print)
  await ensureEngine(print)
}

async function ensureParts(print: (line: string) => void) {
  const found = await findParts()
  const missing = (Object.keys(found) as (keyof Parts)[]).filter((part) => !found[part])
  if (missing.length === 0) return
  if (!canInstall()) {
    throw new Error(
      `this machine lacks Docker's ${missing.join(', ')}, and setup can install them only as root ` +
        `on Debian or Ubuntu: see ${installPage}`,
    )
  }
  const distribution = thisDistribution()
  const packages = packagesFor(distribution, missing)
  const origin = needsTrixie(distribution) ? ' from Debian trixie' : ''
  if (origin) allowTrixieDocker()
  await install(packages)
  print(`installed ${packages.join(', ')}${origin}`)
}

async function findParts(): Promise<Parts> {
  const [answers, dockerd, cli, compose, buildx] = await Promise.all([
    succeeds('docker', 'version'),
    succeeds('dockerd', '--version'),
    succeeds('docker', '--version'),
    succeeds('docker', 'compose', 'version'),
    succeeds('docker', 'buildx', 'version'),
  ])
  return {
    engine: answers || dockerd || (cli && (await endpoint()) !== ownSocket),
    cli,
    compose,
    buildx,
  }
}

/** The engine's address. DOCKER_HOST or a context may name one that setup must not install or start. */
const endpoint = () =>
  run('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'])

async function ensureEngine(print: (line: string) => void) {
  const problem = await engineProblem()
  if (problem) {
    await startEngine(problem)
    print(`started the Docker engine (log: ${log})`)
  }
  print(await describe())
}

async function engineProblem() {
  return run('docker', ['version']).then(
    () => undefined,
    (error: Error) =>
      error.message
        .split('\n')
        .at(-1)
        ?.replace(/^ *\| /, ''),
  )
}

async function startEngine(problem: string) {
  const host = await endpoint()
  if (host !== ownSocket || process.getuid?.() !== 0) {
    throw new Error(
      `no Docker engine answers on ${host} (${problem}): start it, or see ${installPage}`,
    )
  }
  if (existsSync('/run/systemd/system')) {
    await run('systemctl', ['start', 'docker'])
  } else {
    await startDaemon()
  }
}

async function startDaemon() {
  const output = openSync(log, 'a')
  const daemon = start('dockerd', [], { detached: true, stdio: ['ignore', output, output] })
  daemon.unref()
  await wait({
    for: `the Docker engine to start (log: ${log})`,
    seconds: 60,
    every: 0.1,
    look: async () => {
      if (!(await engineProblem())) return true
      if (daemon.exitCode === null) return undefined
      throw new Error(`the Docker engine did not start: ${lastLine()} (log: ${log})`)
    },
    observed: lastLine,
  })
}

const lastLine = () => readFileSync(log, 'utf8').trim().split('\n').at(-1)

async function describe() {
  const [engine, compose, buildx] = await Promise.all([
    run('docker', ['version', '--format', '{{.Server.Version}}']),
    run('docker', ['compose', 'version', '--short']),
    run('docker', ['buildx', 'version']),
  ])
  return `Docker engine ${engine}, compose ${compose}, buildx ${buildx.split(' ')[1]}`
}
