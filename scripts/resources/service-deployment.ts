import { ListServiceDeploymentsCommand, type ServiceDeploymentBrief } from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'

/**
 * Finds a deployment of a service by its id, `ecs-svc/<number>`, also after the service no longer
 * lists it: the number is in the ARN of its revision.
 */
export async function findServiceDeployment(
  { aws, app }: Context,
  service: string,
  id: string,
): Promise<ServiceDeploymentBrief | undefined> {
  const number = id.split('/').at(-1)!
  const { serviceDeployments = [] } = await aws.ecs.send(
    new ListServiceDeploymentsCommand({ cluster: app.name, service }),
  )
  return serviceDeployments.find(
    ({ targetServiceRevisionArn }) => targetServiceRevisionArn?.split('/').at(-1) === number,
  )
}
