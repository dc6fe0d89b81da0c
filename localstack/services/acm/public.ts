export { createCertificate } from './issue.ts'
export { DeleteCertificate } from './operations/DeleteCertificate.ts'
export {
  findServerCertificate,
  setCertificateUses,
  type ServerCertificate,
} from './server-certificate.ts'
