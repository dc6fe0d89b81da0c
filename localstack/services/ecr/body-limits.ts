const mebibyte = 1024 * 1024

/** A layer part of 20 MiB as base64, and a manifest of 4 MiB as JSON text. */
export const bodyLimits = {
  UploadLayerPart: 28 * mebibyte,
  PutImage: 9 * mebibyte,
}
