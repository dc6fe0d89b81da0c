import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { run } from '../release/run.ts'
import { allowTrixieDocker, canInstall, install, thisDistribution } from './apt.ts'
import { needsTrixie, packagesFor, type Parts } from './packages.ts'
import { succeeds } from './succeeds.ts'

const ownSocket = 'unix:///var/run/docker.sock'
const log = '/var/log/docker-cloud-dockerd.log'
const startTimeout = 60_000

const installPage = 'https://docs.docker.com/engine/install/'

/** Leaves the machine with Docker's engine, compose and buildx, touching none that is there. */
export async function ensureDocker(report: (line: string) => void): Promise<void> {
  await ensureParts(report)
  await ensureEngine(report)
}

async function ensureParts(report: (line: string) => void) {
  const found = await findParts()
  const missing = (Object.keys(found) as (keyof Parts)[]).filter((part) => !found[part])
  if (missing.length === 0) return
  if (!canInstall()) {
    throw new Error(
      `this machine lacks Docker's ${missing.join(', ')}, and only root on Debian or Ubuntu can ` +
        `install that here: see ${installPage}`,
    )
  }
  const distribution = thisDistribution()
  const packages = packagesFor(distribution, missing)
  const origin = needsTrixie(distribution) ? ' from Debian trixie' : ''
  if (origin) allowTrixieDocker()
  await install(packages)
  report(`installed ${packages.join(', ')}${origin}`)
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

/** DOCKER_HOST or a docker context may name an engine that is not ours to install or start. */
const endpoint = () =>
  run('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'])

async function ensureEngine(report: (line: string) => void) {
  const problem = await engineProblem()
  if (problem) {
    await start(problem)
    report(`started the Docker engine, which logs to ${log}`)
  }
  report(await describe())
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

async function start(problem: string) {
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
  const daemon = spawn('dockerd', { detached: true, stdio: ['ignore', output, output] })
  daemon.unref()
  const deadline = Date.now() + startTimeout
  while (await engineProblem()) {
    if (daemon.exitCode !== null || Date.now() > deadline) {
      const last = readFileSync(log, 'utf8').trim().split('\n').at(-1)
      throw new Error(`the Docker engine did not start: ${last} (${log} has the rest)`)
    }
    await delay(100)
  }
}

async function describe() {
  const [engine, compose, buildx] = await Promise.all([
    run('docker', ['version', '--format', '{{.Server.Version}}']),
    run('docker', ['compose', 'version', '--short']),
    run('docker', ['buildx', 'version']),
  ])
  return `Docker engine ${engine}, compose ${compose}, buildx ${buildx.split(' ')[1]}`
}
