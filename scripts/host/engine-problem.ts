interface Place {
  context: string
  address: string
}

/** The messages of Docker, ssh and the registry that need an action of the user, and that action. */
const problems: [message: RegExp, sentence: (place: Place, found: RegExpExecArray) => string][] = [
  [
    /Host key verification failed/,
    ({ address }) =>
      `ssh does not know the key of ${address}: connect once with \`ssh ${target(address)}\`, and confirm it`,
  ],
  [
    /Permission denied \([^)]*\)/,
    ({ address }, [words]) =>
      `${address} does not accept your key (${words}): add it to the agent (\`ssh-add\`), or set IdentityFile in ~/.ssh/config`,
  ],
  [
    /Could not resolve hostname|Connection refused|Connection timed out|Operation timed out|No route to host|Connection closed by/,
    ({ address }, [words]) =>
      `${address} cannot be reached (${words}): check its address, that it runs, and that its security group allows ssh from here`,
  ],
  [
    /docker: (command )?not found|exit status 127/,
    ({ address }) => `${address} has no Docker: see https://docs.docker.com/engine/install/`,
  ],
  [
    /permission denied while trying to connect to the Docker daemon/i,
    ({ address }) =>
      `the user of ${address} may not use Docker: \`sudo usermod -aG docker <user>\` there`,
  ],
  [
    /Cannot connect to the Docker daemon|dial unix .*: connect: /,
    ({ address }) =>
      `no Docker engine answers on ${address}: start it there (\`sudo systemctl enable --now docker\`)`,
  ],
  [
    /no space left on device/,
    ({ context }) =>
      `the disk of the host is full: \`docker --context ${context} system df\` shows by what, \`docker --context ${context} image prune --all\` deletes unused images`,
  ],
  [
    /(?:0\.0\.0\.0|\[?::\]?):(\d+)(?: failed)?: (?:port is already allocated|bind: address already in use)/,
    (_, [, port]) =>
      `port ${port} of the host is in use: stop the program that has it, or change the port in .aws/load-balancer.json`,
  ],
  [
    /no matching manifest for (\S+)/,
    (_, [, platform]) =>
      `the image is not for ${platform}, the platform of the host: change runtimePlatform in the task definition`,
  ],
  [
    /manifest unknown|: not found: /,
    () => 'the registry does not have the image any more: run `npm run push` first',
  ],
  [
    /no basic auth credentials|denied: |is not authorized to perform/,
    () => 'the registry denies the pull: your credentials need the permissions in docs/one-host.md',
  ],
  [
    /dial tcp .*: connect: connection refused|i\/o timeout|no such host/,
    () =>
      'the host does not reach the registry: check its way out, or, in a rehearsal, forward the port as docs/one-host.md shows',
  ],
]

/** Puts what the user can do before a failure of the Docker CLI. */
export function explainEngine(cause: Error, place: Place): Error {
  for (const [pattern, sentence] of problems) {
    const found = pattern.exec(cause.message)
    if (found) return new Error(sentence(place, found), { cause })
  }
  return cause
}

/** `ssh://me@host:2222` as arguments of ssh. */
const target = (address: string) => address.replace('ssh://', '').replace(/:(\d+)$/, ' -p $1')
