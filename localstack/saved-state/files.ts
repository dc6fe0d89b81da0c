/** The files in DATA_DIR that the state refers to: content of images by account and digest, and log events. */
const savedFile = /^(?:ecr\/\d{12}\/sha256\/(?<digest>[0-9a-f]{64})|logs\/\d+\.jsonl)$/

/** The folders that have them. */
export const savedFolders = ['ecr', 'logs']

export const isSavedFile = (path: string): boolean => savedFile.test(path)

/** The digest that the content of a file must have. */
export const digestIn = (path: string): string | undefined => savedFile.exec(path)?.groups?.digest
