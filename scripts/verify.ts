import { readProject } from './release/compose.ts'
import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { FailedResult } from './release/report.ts'
import type { ResultOf } from './release/results.ts'
import { type AppService, balanced } from './release/services.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findRemovedServices, removedLine } from './resources/removed-services.ts'
import { readSharedAccount } from './verify/account.ts'
import { readSharedFiles } from './verify/files.ts'
import {
  exitCodeOfFindings,
  type Finding,
  findingsOfError,
  fine,
  notChecked,
  warn,
} from './verify/finding.ts'
import { type Seen, see } from './verify/seen.ts'
import { checkListeners, checkPriorities } from './verify/rules.ts'
import { checkService } from './verify/service.ts'
import { findingLines, summaryOf } from './verify/show.ts'
import { checkEntrance } from './verify/ways.ts'

/** Compares the files, the commit and its images with the account, and prints all findings. Changes nothing. */
export async function verifyAccount(context: Context): Promise<ResultOf<'verify'>> {
  const findings = await checkApp(context)
  const errors = findings.filter(isError)
  if (errors.length > 0)
    throw new FailedResult(
      `${summaryOf(findings)} (above)`,
      { findings },
      exitCodeOfFindings(errors),
    )
  return { findings }
}

const isError = ({ level }: Finding) => level === 'error'

const linesOfFindings = ({ findings }: ResultOf<'verify'>): string[] => [
  ...findings.flatMap((finding) => findingLines(finding, process.stdout)),
  ...(findings.some(isError) ? [] : [summaryOf(findings)]),
]

async function checkApp(context: Context): Promise<Finding[]> {
  const { app, services, print } = context
  const place = await findPlace(context)
  const values = placeValues(app, place)
  print(`account ${place.account}, ${place.region}, as ${place.caller}`)
  const [named, account, project, removed] = await Promise.all([
    readRelease().catch((error: Error) => error),
    readSharedAccount(context),
    readProject().catch(() => undefined),
    see(findRemovedServices(context)),
  ])
  const release = named instanceof Error ? undefined : named
  const { balancer, findings } = readSharedFiles(app, values)
  const checked = await Promise.all(
    services.map((service) =>
      checkService(context, service, { release, values, account, project }),
    ),
  )
  const isBalanced = balancer && balanced(services).length > 0
  return [
    ...(named instanceof Error ? findingsOfError(named) : [fine(`version ${named.version}`)]),
    ...findings,
    ...(isBalanced ? checkListeners(balancer, account.listeners) : []),
    ...(isBalanced ? checkEntrance(account.balancerGroup, balancer) : []),
    ...checkPriorities(checked.map(({ files }) => files)),
    ...checked.flatMap((service) => service.findings),
    ...removedFindings(context, removed),
  ]
}

const removedFindings = (context: Context, removed: Seen<AppService[]>): Finding[] =>
  'unseen' in removed
    ? [notChecked('removed services', removed.unseen)]
    : removed.value.map((service) => warn(removedLine(context, service)))

if (import.meta.main) await runVerb('verify', verifyAccount, linesOfFindings)
