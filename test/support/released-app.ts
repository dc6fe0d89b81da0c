import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs'
import { readApp } from '../../scripts/release/app.ts'
import { connect } from '../../scripts/release/aws.ts'
import { Changes } from '../../scripts/release/changes.ts'
import type { Context } from '../../scripts/release/context.ts'
import { selectServices } from '../../scripts/release/services.ts'
import { writeFiles } from './checkout.ts'
import { makeServer, removeApps } from './release.ts'
import { type Target, unique } from './target.ts'
import { callVerb } from './verb.ts'

/** Logs what it is asked for, and an error on `/fail`. */
const program = `
const server = require('node:http').createServer(({ url }, response) => {
  if (url === '/fail') console.log('Error: no database')
  else if (url !== '/ping') console.log('asked for ' + url)
  response.end('pong')
})
// The load balancer keeps idle connections for 60 s.
server.keepAliveTimeout = 70000
server.listen(8080, () => console.log('listening'))
process.on('SIGTERM', () => process.exit(0))
`

/** Releases a small server, and makes its checkout the current folder, so that verbs can be called in this process. */
export async function releaseApp(target: Target) {
  const checkout = makeServer()
  const root = process.cwd()
  const APP_NAME = unique('shop')
  const ecs = new ECSClient(target.config)
  const env = {
    APP_NAME,
    RELEASE_VERSION: 'v1',
    RELEASE_REVISION: 'one',
    AWS_ENDPOINT_URL: target.url,
    AWS_REGION: target.config.region,
    AWS_ACCESS_KEY_ID: target.config.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: target.config.credentials.secretAccessKey,
  }
  writeFiles(checkout, { 'server/index.cjs': program })
  process.chdir(checkout)
  Object.assign(process.env, env)
  const call = (verb: string, ...flags: string[]) => callVerb(verb, { target, env, flags })
  const dispose = async () => {
    await removeApps(target, [env])
    process.chdir(root)
    rmSync(checkout, { recursive: true })
  }
  try {
    for (const verb of ['bootstrap', 'push', 'register', 'deploy']) {
      const { code, stderr } = await call(verb)
      assert.equal(code, 0, `${verb}: ${stderr}`)
    }
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    APP_NAME,
    ecs,
    call,
    /** A context of a verb, and the lines that it prints. */
    open({ names = [] as string[], dryRun = false } = {}) {
      const app = readApp({ APP_NAME })
      const lines: string[] = []
      const print = (line: string) => void lines.push(line)
      const context: Context = {
        app,
        services: selectServices(app.services, names),
        aws: connect(),
        changes: new Changes(dryRun, print),
        dryRun,
        print,
        progress: () => {},
      }
      return { context, lines }
    },
    async describeServer(): Promise<Service> {
      const input = { cluster: APP_NAME, services: ['server'] }
      return (await ecs.send(new DescribeServicesCommand(input))).services![0]!
    },
    /** Requests a page through the load balancer. */
    ask: async (path: string) => (await fetch(`${target.url}/_aws/elb/${APP_NAME}${path}`)).text(),
    [Symbol.asyncDispose]: dispose,
  }
}
