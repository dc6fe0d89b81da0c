import { type App, readApp } from './release/app.ts'
import { connect } from './release/aws.ts'
import { type Call, main } from './release/cli.ts'
import { checkVariables } from './release/env-template.ts'
import { rehearsalEnvironment } from './release/environment.ts'
import { addressLines } from './release/reach.ts'
import { readRelease } from './release/git.ts'
import type { ResultOf } from './release/results.ts'
import { callVerb } from './rehearse/call-verb.ts'
import { startEmulator } from './rehearse/emulator.ts'
import { assumeRole, type Part } from './rehearse/identity.ts'
import { withPolicies } from './rehearse/policies.ts'
import { Show } from './rehearse/show.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findAddress } from './resources/address.ts'
import type { VerbName } from './verbs.ts'

/** Runs a whole release on this machine: the verbs of the workflow, against the emulator. */
async function rehearse({ flags: { policy }, stream }: Call): Promise<ResultOf<'rehearse'>> {
  const start = performance.now()
  process.env = rehearsalEnvironment(process.env)
  const app = readApp(process.env)
  checkVariables(app.services)
  const { version, revision } = await readRelease()
  const show = new Show(stream)
  const verb = (name: VerbName, env: NodeJS.ProcessEnv, ...flags: string[]) =>
    show.step(name, (step) => callVerb(name, { step, env, flags }))

  await verb('setup', process.env)
  await show.step('emulator', startEmulator)
  await verb('bootstrap', process.env)
  const env = { ...process.env, RELEASE_VERSION: version, RELEASE_REVISION: revision }
  const identity = (part: Part) =>
    show.step('identity', (step) => assumeRole(step, { app, env, part }))

  const release = async (...registering: string[]) => {
    const pusher = await identity({ role: app.pushRole })
    await verb('push', pusher)
    await verb('verify', env)
    const deployer = await identity({ role: app.deployRole, environment: app.environment })
    await verb('register', deployer, ...registering)
    await verb('deploy', deployer)
    await verb('smoke', deployer)
  }
  if (policy) await withPolicies(show, app, release)
  else await release()

  const addresses = await readAddress(app)
  const [first = '', ...others] = addresses
  const seconds = Math.round((performance.now() - start) / 100) / 10
  show.print(`
The release was rehearsed in ${seconds.toFixed(1)} s.
  open          ${first}${others.map((line) => `\n                ${line}`).join('')}
  status        npm run status
  logs          npm run logs
  repeat        npm run rehearse
  remove        npm run destroy`)
  return { version, addresses, seconds }
}

async function readAddress(app: App): Promise<string[]> {
  const context = { aws: connect(), app }
  const address = await findAddress(context, placeValues(app, await findPlace(context)))
  return address ? addressLines(address) : []
}

await main('rehearse', rehearse)
