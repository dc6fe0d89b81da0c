import type { Operation } from '../../service.ts'
import {
  createDiscoveryService,
  discoveryServiceToApi,
  type NewDiscoveryService,
} from '../service.ts'

export const CreateService: Operation<NewDiscoveryService, { Service: object }> = (
  input,
  call,
) => ({
  Service: discoveryServiceToApi(call, createDiscoveryService(call, input as NewDiscoveryService)),
})
