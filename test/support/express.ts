import {
  CreateExpressGatewayServiceCommand,
  type CreateExpressGatewayServiceCommandInput,
  DeleteExpressGatewayServiceCommand,
  DescribeExpressGatewayServiceCommand,
  ECSClient,
  type ECSExpressGatewayService,
} from '@aws-sdk/client-ecs'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { ensureTaskRole } from './ecs.ts'
import { type Target, unique } from './target.ts'
import { testImage } from './test-image.ts'
import { until } from './until.ts'

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`

/** The roles of Express Mode services on a target, and what tests do with such services. */
export async function openExpress(target: Target) {
  const ecs = new ECSClient(target.config)
  await ensureTaskRole(target, 'execution')
  await new IAMClient(target.config).send(
    new CreateRoleCommand({ RoleName: 'infrastructure', AssumeRolePolicyDocument: trust }),
  )
  const describe = async (serviceArn: string): Promise<ECSExpressGatewayService> =>
    (await ecs.send(new DescribeExpressGatewayServiceCommand({ serviceArn }))).service!
  const container = async (version: string) => ({
    image: await testImage(),
    containerPort: 8080,
    environment: [{ name: 'VERSION', value: version }],
  })
  return {
    ecs,
    describe,
    container,
    async create(
      settings: Partial<CreateExpressGatewayServiceCommandInput> = {},
    ): Promise<ECSExpressGatewayService> {
      const { service } = await ecs.send(
        new CreateExpressGatewayServiceCommand({
          serviceName: unique('web'),
          executionRoleArn: role('execution'),
          infrastructureRoleArn: role('infrastructure'),
          primaryContainer: await container('1'),
          ...settings,
        }),
      )
      return service!
    },
    /** Waits until no deployment is in progress. */
    rolledOut: (serviceArn: string) =>
      until('a service without a deployment in progress', async () => {
        const found = await describe(serviceArn)
        return found.currentDeployment === undefined && found
      }),
    delete: (serviceArn: string) =>
      ecs.send(new DeleteExpressGatewayServiceCommand({ serviceArn })),
    ended: (serviceArn: string) =>
      until('an INACTIVE service', async () => {
        const found = await describe(serviceArn)
        return found.status!.statusCode === 'INACTIVE' && found
      }),
    /** The status and the body of a request for a service's endpoint, which goes to the emulator. */
    async answer(host: string): Promise<[number, string]> {
      const sent = request(target.url, { headers: { host } }).end()
      const [response] = (await once(sent, 'response')) as [IncomingMessage]
      return [response.statusCode!, (await response.toArray()).join('')]
    },
  }
}

export type Express = Awaited<ReturnType<typeof openExpress>>

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
})

/** The host of a service, as it is described. */
export const endpointOf = ({ activeConfigurations }: ECSExpressGatewayService) =>
  activeConfigurations![0]!.ingressPaths![0]!.endpoint!
