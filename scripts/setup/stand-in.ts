import { copyFile, readFile, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { run } from '../release/run.ts'
import { withTemporaryFolder } from '../release/temporary-folder.ts'
import { makeRootfs } from './rootfs.ts'

const npm = 'npm@11.19.1'

const packages = [
  'base-files',
  'base-passwd',
  'ca-certificates',
  'coreutils',
  'dash',
  'libatomic1',
  'libc6',
  'libgcc-s1',
  'libstdc++6',
  'netbase',
  'tzdata',
]

/** Builds an image that replaces the Node base image if that cannot be pulled. */
export const buildStandIn = (tag: string): Promise<void> =>
  withTemporaryFolder('stand-in', async (context) => {
    await makeRootfs(packages, join(context, 'rootfs.tar'))
    await addNpm(context)
    await addNode(context)
    await addTrust(context)
    await build(tag, context)
  })

async function addNpm(context: string) {
  const archive = await run('npm', ['pack', npm, '--silent', `--pack-destination=${context}`])
  await rename(join(context, archive), join(context, 'npm.tgz'))
}

const require = createRequire(import.meta.url)

async function addNode(context: string) {
  await copyFile(require.resolve('node/bin/node'), join(context, 'node'))
}

/** The image trusts this machine's certificate authorities, so that `npm ci` works in a build. */
async function addTrust(context: string) {
  const extra = process.env.NODE_EXTRA_CA_CERTS ?? process.env.SSL_CERT_FILE
  const system = '/etc/ssl/certs/ca-certificates.crt'
  await copyFile(extra ?? system, join(context, 'ca-certificates.crt'))
}

async function build(tag: string, context: string) {
  const { version } = JSON.parse(await readFile(require.resolve('node/package.json'), 'utf8'))
  const dockerfile = join(import.meta.dirname, 'stand-in.Dockerfile')
  const args = [`--tag=${tag}`, `--file=${dockerfile}`, `--build-arg=NODE_VERSION=${version}`]
  await run('docker', ['buildx', 'build', '--load', ...args, context])
}
