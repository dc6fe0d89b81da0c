import {
  CreateRepositoryCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr'

/** A registry under test: where it is, and what it wants of a client. */
export interface Side {
  /** `localhost:<port>`, which the engine trusts without TLS. */
  host: string
  /** `user:password`, where a login is asked for. */
  login?: string
  create(repositoryName: string): Promise<void>
}

/** The emulator, as a client of ECR gets to it: with a token, and with repositories that are made first. */
export async function emulatorSide(url: string): Promise<Side> {
  const ecr = new ECRClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  return {
    host: `localhost:${new URL(url).port}`,
    login: Buffer.from(authorizationData![0]!.authorizationToken!, 'base64').toString(),
    create: async (repositoryName) => {
      await ecr.send(new CreateRepositoryCommand({ repositoryName }))
    },
  }
}

/** How long a push and a pull took, in milliseconds. */
export interface Times {
  push: number
  pull: number
}

/** Measures every side in every round, another one first each time. */
export async function inTurns(
  sides: Side[],
  { name, rounds }: { name: string; rounds: number },
  measure: (sides: Side[], repositoryName: string) => Promise<Map<Side, Times>>,
): Promise<Times[][]> {
  const all = sides.map((): Times[] => [])
  for (let round = 0; round < rounds; round++) {
    const repositoryName = `${name}-${round}`
    for (const side of sides) await side.create(repositoryName)
    const order = round % 2 === 0 ? sides : sides.toReversed()
    const measured = await measure(order, repositoryName)
    sides.forEach((side, index) => all[index]!.push(measured.get(side)!))
  }
  return all
}
