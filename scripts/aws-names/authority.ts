import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { type Issued, issueAuthority, issueCertificate } from '../certificates/certificate.ts'

export interface Authority {
  /** The file with its certificate, which clients have to trust. */
  file: string
  /** What TLS needs to speak for a name; its certificate is made once. */
  contextFor(name: string): SecureContext
}

/** The authority that is kept in a folder, which is made at the first time. Nobody else may read its key. */
export async function openAuthority(folder: string): Promise<Authority> {
  const file = join(folder, 'certificate.pem')
  const keyFile = join(folder, 'key.pem')
  const authority = await read(file, keyFile).catch(() => make(folder, file, keyFile))
  const contexts = new Map<string, SecureContext>()
  return {
    file,
    contextFor(name) {
      const context =
        contexts.get(name) ??
        createSecureContext(issueCertificate({ names: [name], now: new Date(), issuer: authority }))
      contexts.set(name, context)
      return context
    },
  }
}

const read = async (file: string, keyFile: string): Promise<Issued> => ({
  cert: await readFile(file, 'utf8'),
  key: await readFile(keyFile, 'utf8'),
})

async function make(folder: string, file: string, keyFile: string): Promise<Issued> {
  const authority = issueAuthority('docker-cloud aws-names', new Date())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(keyFile, authority.key, { mode: 0o600 })
  await writeFile(file, authority.cert, { mode: 0o600 })
  return authority
}
