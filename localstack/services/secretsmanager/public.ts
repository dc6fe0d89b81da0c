export { requireLiveSecret } from './secret.ts'
export { requireVersion } from './version.ts'
