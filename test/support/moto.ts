import { run } from '../../scripts/release/run.ts'
import { thisDistribution } from '../../scripts/setup/apt.ts'
import { needsTrixie } from '../../scripts/setup/packages.ts'
import { ensureDebianImage } from './debian-image.ts'
import type { Target } from './target.ts'
import { testLabelFlag } from './test-run.ts'
import { until } from './until.ts'

const packages = [
  'base-files',
  'ca-certificates',
  'dash',
  'libc6',
  'python3-flask-cors',
  'python3-moto',
  'python3-yaml',
]

/** Builds the image of Debian's moto. Returns the reason if its packages cannot be had. */
export async function ensureMoto(): Promise<string | undefined> {
  const suite = needsTrixie(thisDistribution()) ? 'trixie' : undefined
  return ensureDebianImage(image, packages, { suite }).then(
    () => undefined,
    ({ message }: Error) => `python3-moto cannot be had: ${message.split('\n')[0]}`,
  )
}

const image = 'docker-cloud-test-moto'

/** Python's requests needs it, which an unpacked package has not written. */
const certificates = '/etc/ssl/certs/ca-certificates.crt'

/** Starts moto's server, an endpoint that others have written. */
export async function openMoto(): Promise<Target> {
  const mount = `--volume=${certificates}:${certificates}:ro`
  const options = ['--detach', '--rm', testLabelFlag, '--publish=127.0.0.1::5000', mount]
  const server = ['moto_server', '--host=0.0.0.0', '--port=5000']
  const container = await run('docker', ['run', ...options, image, ...server])
  const address = await run('docker', ['port', container, '5000'])
  const url = `http://${address}`
  await until('moto to answer', () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  )
  return {
    url,
    config: {
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    [Symbol.asyncDispose]: async () => void (await run('docker', ['rm', '--force', container])),
  }
}
