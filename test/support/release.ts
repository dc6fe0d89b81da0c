import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Target } from './target.ts'
import { until } from './until.ts'
import { callVerb } from './verb.ts'

const server = `
const answers = {
  '/': 'Hello, world.', '/ping': 'pong',
  '/version': JSON.stringify({ revision: process.env.REVISION }),
}
const server = require('node:http').createServer((request, response) => {
  console.log('asked')
  response.end(answers[request.url])
})
// The load balancer keeps connections for 60 s.
server.keepAliveTimeout = 65_000
server.listen(8080)
process.on('SIGTERM', () => process.exit(0))
`

const root = join(import.meta.dirname, '../..')

/** Makes a checkout of the application whose server is small; its maker removes it. */
export function makeServer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-cloud-test-'))
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM node:26-slim\nWORKDIR /app\nCOPY server server\nARG REVISION\nENV REVISION=$REVISION\nCMD ["node", "server/index.cjs"]\n',
  )
  cpSync(join(root, '.aws'), join(folder, '.aws'), { recursive: true })
  writeFileSync(join(folder, 'compose.yaml'), 'services:\n  server:\n    build: .\n')
  // Tests change .aws below one revision: it is in no image.
  writeFileSync(join(folder, '.dockerignore'), '.aws\n')
  mkdirSync(join(folder, 'server'))
  writeFileSync(join(folder, 'server/index.cjs'), server)
  writeFileSync(join(folder, 'server/healthcheck.ts'), '')
  return folder
}

/**
 * Removes apps from a target and, once their last tasks are gone, their images from the engine.
 * Without their checkout they are apps of the sample.
 */
export async function removeApps(
  target: Target,
  apps: (NodeJS.ProcessEnv & { APP_NAME: string })[],
  cwd?: string,
): Promise<void> {
  for (const env of apps) await callVerb('destroy', { target, env, ...(cwd && { cwd }) })
  const tasks = apps.map(({ APP_NAME }) => `--filter=name=ls-ecs-${APP_NAME}-`)
  await until(
    'the last task to be gone',
    () => docker('ps', '--all', '--quiet', ...tasks).length === 0,
  )
  for (const { APP_NAME } of apps) {
    const references = [`*/${APP_NAME}/*`, `*/*/${APP_NAME}/*`].map(
      (it) => `--filter=reference=${it}`,
    )
    const names = docker('images', '--digests', `--format=${nameOfItsOwn}`, ...references)
    for (const name of names) docker('rmi', '--force', name)
  }
}

/** What an app alone calls an image, which by its id may be another test's as well. */
const nameOfItsOwn = '{{.Repository}}{{if eq .Tag "<none>"}}@{{.Digest}}{{else}}:{{.Tag}}{{end}}'

/** What Docker lists. */
const docker = (...args: string[]) =>
  execFileSync('docker', args, { encoding: 'utf8' }).split('\n').filter(Boolean)
