import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePorts } from './ports.ts'
import { unique } from './target.ts'
import { testLabels } from './test-run.ts'
import type { Outcome } from './verb.ts'

const root = join(import.meta.dirname, '../..')

/** A checkout whose rehearsal has names and ports of its own, so that it runs beside others. */
export interface TemplateCopy extends AsyncDisposable {
  folder: string
  /** The app's name, and that of the compose project. */
  name: string
  /** Where its load balancer answers, without a slash at the end. */
  url: string
  /** The SDK's environment of the rehearsal. */
  endpoint: string
  /** Runs shell commands in the checkout, such as those of a document. The first that fails ends them. */
  run(commands: string): Promise<Outcome>
  /** Runs shell commands that have to succeed, and returns the lines of stdout. */
  succeed(commands: string): Promise<string[]>
  /** Names what is left on the engine. */
  leftovers(): string[]
}

/** Copies the template into a folder of its own, or into the one that is given. */
export function copyTemplate(folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))): string {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')
  const isPresent = (file: string) => file && existsSync(join(root, file))
  for (const file of files.filter(isPresent)) cpSync(join(root, file), join(folder, file))
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder })
  return folder
}

/** Gives a checkout ports and names of its own, the dependencies that are installed here, and a first commit. */
export async function openCopy(folder: string, prefix: string): Promise<TemplateCopy> {
  const name = unique(prefix)
  const [port = 0, ...listeners] = await freePorts(4)
  const endpoint = `http://localhost:${port}`
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\ncompose.override.yaml\n')
  writeFileSync(join(folder, '.env'), `APP_NAME=${name}\n`)
  writeFileSync(join(folder, 'compose.override.yaml'), override(name, port, listeners))
  const settings = join(folder, 'scripts/release/environment.ts')
  writeFileSync(
    settings,
    readFileSync(settings, 'utf8').replace('localhost:4566', `localhost:${port}`),
  )
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
    execFileSync('git', [...identity, ...args], { cwd: folder })
  }
  git('add', '--all')
  git('commit', '--quiet', '--message=First commit')
  return {
    folder,
    name,
    endpoint,
    url: `${endpoint}/_aws/elb/${name}`,
    run: (commands) => runIn(folder, commands),
    succeed: (commands) => succeedIn(folder, commands),
    leftovers: () => leftoversOf(name, port),
    async [Symbol.asyncDispose]() {
      const down = 'docker compose down --volumes --remove-orphans --rmi=local'
      // Without an emulator, destroy removes what is left on the engine.
      await runIn(folder, `npm run destroy || (${down}; npm run destroy); ${down}`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Compose merges it into `compose.yaml` on its own. The labels name this run of the tests. */
function override(name: string, port: number, listeners: number[]): string {
  const labels = testLabels
  // Docker's own choice may be 172.31.0.0/16, where the tasks' VPC is.
  const prefix = `10.213.${randomInt(256)}`
  const ports = [port, ...listeners].map((each) => `127.0.0.1:${each}:${each}`)
  const environment = {
    GATEWAY_LISTEN: `0.0.0.0:${port}`,
    EXTERNAL_SERVICE_PORTS_START: listeners[0],
    EXTERNAL_SERVICE_PORTS_END: listeners.at(-1)! + 1,
    ECS_DOCKER_FLAGS: Object.entries({ ...labels, 'docker-cloud.project': name })
      .map(([key, value]) => `--label=${key}=${value}`)
      .join(' '),
  }
  return `name: ${name}
services:
  localstack:
    ports: !override ${JSON.stringify(ports)}
    environment: ${JSON.stringify(environment)}
    labels: ${JSON.stringify(labels)}
    build: { labels: ${JSON.stringify(labels)} }
networks: { default: { labels: ${JSON.stringify(labels)}, ipam: { config: [{ subnet: ${prefix}.0/24, gateway: ${prefix}.1 }] } } }
volumes: { localstack: { labels: ${JSON.stringify(labels)} } }
`
}

async function runIn(folder: string, commands: string): Promise<Outcome> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|npm_|APP_NAME$|NODE_)/.test(name)),
  )
  const child = spawn('bash', ['-ec', commands], {
    cwd: folder,
    env: { ...env, PATH: `${dirname(process.execPath)}:${env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code: code as number, lines: stdout.trimEnd().split('\n'), stderr }
}

export async function succeedIn(folder: string, commands: string): Promise<string[]> {
  const { code, lines, stderr } = await runIn(folder, commands)
  assert.equal(code, 0, `${commands}\n${lines.join('\n')}\n${stderr}`)
  return lines
}

function leftoversOf(name: string, port: number): string[] {
  const ofProject = `--filter=label=com.docker.compose.project=${name}`
  const lists: [kind: string, args: string[]][] = [
    ['container', ['ps', '--all', `--filter=name=${name}`, '--format={{.Names}}']],
    ['container', ['ps', '--all', ofProject, '--format={{.Names}}']],
    ['network', ['network', 'ls', ofProject, '--format={{.Name}}']],
    ['volume', ['volume', 'ls', ofProject, '--format={{.Name}}']],
    [
      'volume',
      ['volume', 'ls', `--filter=label=docker-cloud.cluster=${name}`, '--format={{.Name}}'],
    ],
    ['image', ['images', `--filter=reference=*:${port}/*/*`, '--format={{.Repository}}']],
  ]
  return lists.flatMap(([kind, args]) =>
    execFileSync('docker', args, { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map((each) => `${kind} ${each}`),
  )
}
