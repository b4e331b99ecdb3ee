/** Names that Windows takes for devices, whatever stands behind a dot. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/**
 * A document's id as a path below a folder, or undefined where it would lead elsewhere: ids come from file names, but also
 * from fields of foreign JSON.
 */
export function safePath(id: string): string | undefined {
  const parts = id.split("/");
  const isUnsafe = (part: string): boolean =>
    part === "" || part === "." || part === ".." || part.includes("\\") || part.includes("\0") || part.includes(":") || DEVICE_NAME.test(part) || part.length > 255;
  return parts.some(isUnsafe) ? undefined : parts.join("/");
}
