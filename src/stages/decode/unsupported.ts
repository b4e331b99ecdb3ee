const UNSUPPORTED = new Set(["ISO-2022-KR", "ISO-2022-CN", "HZ"]);

/** Whether this is an encoding that is recognised, but that nothing at hand decodes. */
export function isUnsupported(encoding: string): boolean {
  return UNSUPPORTED.has(encoding);
}
