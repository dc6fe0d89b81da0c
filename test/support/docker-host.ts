import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, start, succeeds } from '../../scripts/release/run.ts'
import { thisDistribution } from '../../scripts/setup/apt.ts'
import { needsTrixie, packagesFor } from '../../scripts/setup/packages.ts'
import { ensureDebianImage } from './debian-image.ts'
import { unique } from './target.ts'
import { testLabelFlag } from './test-run.ts'
import { until } from './until.ts'

const image = 'docker-cloud-test-host'

const packages = ['ca-certificates', 'dash', 'docker.io', 'iptables', 'openssh-server']
/** What the packages that are not configured lack. */
const base = ['base-files', 'base-passwd', 'coreutils', 'grep', 'sed']

/** The first program of the machine: an ssh server, and a Docker engine with images of its own. */
const boot = `set -e
[ -e /etc/passwd ] || cp /usr/share/base-passwd/passwd.master /etc/passwd
[ -e /etc/group ] || cp /usr/share/base-passwd/group.master /etc/group
grep -q ^sshd: /etc/passwd || echo sshd:x:100:65534::/run/sshd:/usr/sbin/nologin >> /etc/passwd
sed -i 's,^root:.*,root:*:0:0:root:/root:/bin/sh,' /etc/passwd
for tables in iptables ip6tables; do
  [ -e /usr/sbin/$tables ] || ln -s $tables-nft /usr/sbin/$tables
done
mkdir -p /run/sshd /root/.ssh
printenv AUTHORIZED_KEY > /root/.ssh/authorized_keys
ssh-keygen -q -t ed25519 -N '' -f /root/host-key
/usr/sbin/sshd -f /dev/null -h /root/host-key -o UsePAM=no -o StrictModes=no
exec dockerd --bip=10.212.0.1/24 --default-address-pool=base=10.213.0.0/16,size=24`

/** The programs of a test that reach the machine, found in a folder of its own. */
export interface DockerHost extends AsyncDisposable {
  /** The name of the Docker context that leads to it over ssh. */
  context: string
  /** What a verb needs in its environment to use the context, and the key of the test. */
  env: { PATH: string; DOCKER_CONFIG: string }
  /** The address at which the ports of its containers are reached. */
  address: string
  /** Runs the Docker CLI on it. */
  docker(...args: string[]): Promise<string>
  /** Runs a shell command on it. */
  ssh(command: string): Promise<string>
}

/** Why no such machine can be had here; undefined if it can. */
export const lacking = async (): Promise<string | undefined> =>
  (await succeeds('ssh', '-V')) ? undefined : 'there is no ssh here: install openssh-client'

/**
 * Starts a machine with Docker and ssh, as a container with an engine of its own. `forward` is a port
 * of this machine that is reached as localhost there.
 */
export async function startDockerHost({ forward }: { forward: number }): Promise<DockerHost> {
  const own = thisDistribution()
  const engine = needsTrixie(own) ? ['docker.io'] : packagesFor(own, ['engine', 'cli'])
  await ensureDebianImage(image, [...packages, 'docker-cli'], {
    own: [...packages, ...base, ...engine],
  })
  const folder = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  const key = join(folder, 'key')
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  const name = unique('docker-cloud-test-host')
  const authorized = `--env=AUTHORIZED_KEY=${await readFile(`${key}.pub`, 'utf8')}`
  const flags = ['--detach', '--privileged', '--volume=/var/lib/docker', testLabelFlag, authorized]
  await run('docker', ['run', `--name=${name}`, ...flags, image, 'sh', '-c', boot])
  const format = '--format={{.NetworkSettings.IPAddress}}'
  const address = await run('docker', ['inspect', format, name])
  const env = await writeConfiguration(folder)
  const options = { env }
  const ssh = (command: string) => run(join(folder, 'bin/ssh'), [address, command], options)
  const docker = (...args: string[]) => run('docker', ['--context', name, ...args], options)
  await run(
    'docker',
    ['context', 'create', name, '--docker', `host=ssh://root@${address}`],
    options,
  )
  await until('the machine to have an engine', () =>
    docker('version').then(
      () => true,
      () => false,
    ),
  )
  const forwarding = start(
    join(folder, 'bin/ssh'),
    ['-N', '-o', 'ControlPath=none', '-R', `${forward}:127.0.0.1:${forward}`, address],
    { stdio: 'ignore' },
  )
  await run('sh', ['-c', `docker save node:26-slim | docker --context ${name} load`], options)
  return {
    context: name,
    env,
    address,
    docker,
    ssh,
    async [Symbol.asyncDispose]() {
      forwarding.kill()
      await run('docker', ['rm', '--force', '--volumes', name])
      await rm(folder, { recursive: true })
    },
  }
}

/** Writes a Docker configuration and an `ssh` of the test: the user's are neither read nor changed. */
async function writeConfiguration(folder: string): Promise<DockerHost['env']> {
  const [bin, config] = [join(folder, 'bin'), join(folder, 'docker')]
  await mkdir(bin)
  await mkdir(config)
  const options = [
    'User root',
    `IdentityFile ${join(folder, 'key')}`,
    'IdentitiesOnly yes',
    'StrictHostKeyChecking no',
    'UserKnownHostsFile /dev/null',
    'LogLevel ERROR',
    // One connection for all commands, as docs/one-host.md recommends.
    'ControlMaster auto',
    `ControlPath ${join(folder, '%p')}`,
    'ControlPersist 60',
  ]
  await writeFile(join(folder, 'ssh_config'), `Host *\n${options.join('\n')}\n`)
  const real = await run('sh', ['-c', 'command -v ssh'])
  const script = `#!/bin/sh\nexec ${real} -F ${join(folder, 'ssh_config')} "$@"\n`
  await writeFile(join(bin, 'ssh'), script, { mode: 0o755 })
  return { PATH: `${bin}:${process.env.PATH}`, DOCKER_CONFIG: config }
}
