import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs'
import { readApp } from '../../scripts/release/app.ts'
import { connect } from '../../scripts/release/aws.ts'
import { Changes } from '../../scripts/release/changes.ts'
import type { Context } from '../../scripts/release/context.ts'
import { selectServices } from '../../scripts/release/services.ts'
import { type CheckoutFiles, writeFiles } from './checkout.ts'
import { makeServer, removeApps } from './release.ts'
import { type Target, unique } from './target.ts'
import { callVerb } from './verb.ts'

/**
 * Releases the small server with other files of its own, and makes its checkout the current folder, so
 * that verbs can be called in this process.
 */
export async function releaseApp(target: Target, files: CheckoutFiles) {
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
  writeFiles(checkout, files)
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
