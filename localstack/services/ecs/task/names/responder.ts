import { plainAddress } from '../../../../kernel/address.ts'
import { findNetworkInterface } from '../../../ec2/public.ts'
import type { Emulator } from '../../../service.ts'
import { findTaskAt } from '../located.ts'
import { askMachine } from './forward.ts'
import { readQuery, recordTypes, responseCodes, writeAnswer } from './message.ts'
import { isPrivateName, resolveInVpc } from './resolve.ts'
import type { Respond } from './server.ts'

interface Place {
  /** The emulator's address for tasks. */
  address: string
  /** The Docker network of the tasks, whose names end with its own. */
  network: string
}

/** Answers tasks as the name server of their VPC. Other names are asked of this machine's name server, as Docker does. */
export const responder =
  (emulator: Emulator, { address, network }: Place): Respond =>
  async (message, from, limit) => {
    const query = readQuery(message)
    const found = query && findTaskAt(emulator, plainAddress(from))
    if (!found) return undefined
    const { scope, task } = found
    const { VpcId: vpc } = findNetworkInterface(scope, task.networkInterfaceId!)!
    const { name, type } = query
    const records = resolveInVpc({ scope, vpc, emulator: address }, name)
    if (records) {
      const asked = records.filter(
        (record) => recordTypes[record.type] === type || record.type === 'CNAME',
      )
      return writeAnswer(query, { code: responseCodes.ok, records: asked, limit })
    }
    if (isPrivateName({ scope, vpc }, name) || name.endsWith(`.${network.toLowerCase()}`))
      return writeAnswer(query, { code: responseCodes.nameError, records: [], limit })
    const answer = await askMachine(message)
    return answer ?? writeAnswer(query, { code: responseCodes.serverFailure, records: [], limit })
  }
