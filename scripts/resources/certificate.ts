import {
  type CertificateDetail,
  type CertificateSummary,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  KeyAlgorithm,
  ListTagsForCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm'
import { isOurs, tagList } from '../release/app.ts'
import { isPlanned } from '../release/changes.ts'
import type { Context } from '../release/context.ts'
import { wait } from '../release/wait.ts'

/** Lists the certificates of every kind of key. */
async function listCertificates({ aws }: Pick<Context, 'aws'>): Promise<CertificateSummary[]> {
  const found: CertificateSummary[] = []
  const Includes = { keyTypes: Object.values(KeyAlgorithm) }
  for await (const page of paginateListCertificates({ client: aws.acm }, { Includes }))
    found.push(...(page.CertificateSummaryList ?? []))
  return found
}

/** Finds a certificate that covers a domain: one that is issued, and of those the one that is valid the longest. */
export async function findCertificate(
  context: Pick<Context, 'aws'>,
  domain: string,
): Promise<CertificateSummary | undefined> {
  const certificates = (await listCertificates(context)).filter(
    ({ Status, DomainName = '', SubjectAlternativeNameSummaries: names = [] }) =>
      (Status === 'ISSUED' || Status === 'PENDING_VALIDATION') &&
      [DomainName, ...names].some((name) => covers(name, domain)),
  )
  const end = ({ NotAfter }: CertificateSummary) => NotAfter?.getTime() ?? 0
  return certificates.toSorted((one, other) => end(other) - end(one))[0]
}

/** `*.example.com` covers `www.example.com`, and neither `example.com` nor `a.b.example.com`. */
const covers = (name: string, domain: string) =>
  name === domain || (name.startsWith('*.') && name.slice(1) === domain.replace(/^[^.]+/, ''))

/** Finds the certificate of a domain, or requests it. Returns its ARN. */
export async function ensureCertificate(context: Context, domain: string): Promise<string> {
  const { aws, app, changes } = context
  const what = `certificate for ${domain}`
  const certificate = await findCertificate(context, domain)
  if (!certificate)
    return changes.create(what, async () => {
      const { CertificateArn } = await aws.acm.send(
        new RequestCertificateCommand({
          DomainName: domain,
          ValidationMethod: 'DNS',
          Tags: tagList(app),
        }),
      )
      return CertificateArn
    })
  changes.unchanged(what)
  return certificate.CertificateArn!
}

/** Waits until a certificate is issued, and shows the records that ACM looks for. */
export async function waitForCertificate(
  context: Context,
  { arn, domain }: { arn: string; domain: string },
): Promise<void> {
  if (context.dryRun || isPlanned(arn)) return
  const shown = new Set<string>()
  await wait({
    for: `the certificate for ${domain} to be issued`,
    seconds: 300,
    look: async () => {
      const certificate = await describe(context, arn)
      const { Status, FailureReason } = certificate
      if (Status === 'ISSUED') return true
      if (Status !== 'PENDING_VALIDATION')
        throw new Error(
          `the certificate for ${domain} was not issued: ${Status} ${FailureReason ?? ''}: delete ${arn} and run this again`,
        )
      for (const record of recordsOf(certificate).filter((line) => !shown.has(line))) {
        context.print(`ACM issues the certificate once DNS has ${record}`)
        shown.add(record)
      }
      return undefined
    },
    observed: () => 'create its record in DNS; this can be run again',
    progress: context.progress,
  })
}

async function describe({ aws }: Context, CertificateArn: string): Promise<CertificateDetail> {
  const { Certificate } = await aws.acm.send(new DescribeCertificateCommand({ CertificateArn }))
  return Certificate!
}

/** ACM has the records some seconds after the request. */
const recordsOf = ({ DomainValidationOptions = [] }: CertificateDetail) =>
  DomainValidationOptions.flatMap(({ ResourceRecord: record }) =>
    record ? [`${record.Name} ${record.Type} ${record.Value}`] : [],
  )

/** Finds the certificates that bootstrap requested. */
export async function findOwnCertificates(context: Context): Promise<CertificateSummary[]> {
  const { aws, app } = context
  const own: CertificateSummary[] = []
  for (const certificate of await listCertificates(context)) {
    const { CertificateArn } = certificate
    const { Tags } = await aws.acm.send(new ListTagsForCertificateCommand({ CertificateArn }))
    if (isOurs(app, Tags)) own.push(certificate)
  }
  return own
}

/** Deletes the certificates that bootstrap requested. ACM counts a listener as a user until some seconds after its end. */
export async function removeCertificates(context: Context): Promise<void> {
  const { aws, changes } = context
  for (const { CertificateArn, DomainName } of await findOwnCertificates(context))
    await changes.remove(`certificate for ${DomainName}`, true, () =>
      wait({
        for: `the certificate for ${DomainName} to be unused`,
        seconds: 300,
        look: async () =>
          aws.acm.send(new DeleteCertificateCommand({ CertificateArn })).catch((error: Error) => {
            if (error.name === 'ResourceInUseException') return undefined
            throw error
          }),
        progress: context.progress,
      }),
    )
}
