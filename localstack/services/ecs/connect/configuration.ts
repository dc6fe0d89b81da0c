import type { ServiceConnectConfiguration, ServiceConnectService } from '@aws-sdk/client-ecs'
import type { Scope } from '../../../kernel/scope.ts'
import { ecsOf } from '../state.ts'

export interface ConnectService {
  portName: string
  /** The name of the service in Cloud Map. */
  discoveryName: string
  /** The name and port that clients use. */
  alias: { dnsName: string; port: number } | undefined
  timeout: ServiceConnectService['timeout']
  ingressPortOverride: number | undefined
}

/** The endpoints that a service provides, with the API's defaults. */
export const connectServices = (
  { services = [] }: ServiceConnectConfiguration,
  namespace: string,
): ConnectService[] =>
  services.map(({ portName = '', discoveryName = portName, clientAliases, ...rest }) => {
    const [alias] = clientAliases ?? []
    return {
      portName,
      discoveryName,
      alias: alias && {
        dnsName: alias.dnsName ?? `${discoveryName}.${namespace}`,
        port: alias.port!,
      },
      timeout: rest.timeout,
      ingressPortOverride: rest.ingressPortOverride,
    }
  })

/** Returns true if Service Connect has made a Cloud Map service for this ECS service. */
export const ownedBy = (scope: Scope, discoveryArn: string, serviceArn: string): boolean =>
  ecsOf(scope)
    .services.get(serviceArn)
    ?.connectResources?.some((resource) => resource.discoveryArn === discoveryArn) ?? false
