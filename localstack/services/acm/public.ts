export {
  findServerCertificate,
  setCertificateUses,
  type ServerCertificate,
} from './server-certificate.ts'
