/** The encoding that a text says it is in. */

const HEAD_BYTES = 1024;
const PATTERNS: readonly RegExp[] = [
  /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i,
  /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)/i,
  /^@charset "([\w.:-]+)"/i,
  /-\*-[^\n]*?coding:\s*([\w.:-]+)[^\n]*?-\*-/i,
  /\bvim?:[^\n]{0,80}\bfileencoding=([\w.:-]+)/i,
];
/** Stands in every declaration; most texts hold none. */
const WORD = /charset|coding/i;

/** The name in a meta element, an XML declaration, a style sheet's or an editor's line near the start, as it is written. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString("latin1");
  if (!WORD.test(head)) return undefined;
  for (const pattern of PATTERNS) {
    const name = pattern.exec(head)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
