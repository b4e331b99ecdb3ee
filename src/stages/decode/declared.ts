/** The encoding that a text says it is in. */

import { lineOf } from "./replacements.ts";

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
const EQUALS = 0x3d;
const STAR = 0x2a;
const AT = 0x40;

export interface Declaration {
  /** As it is written. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** What a meta element, an XML declaration, a style sheet's or an editor's line near the start says. */
export function declaredEncoding(bytes: Uint8Array): Declaration | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  if (!mayHoldDeclaration(buffer)) return undefined;
  const head = buffer.toString("latin1");
  if (!WORD.test(head)) return undefined;
  for (const pattern of PATTERNS) {
    const found = pattern.exec(head);
    if (found?.[1] !== undefined) return { name: found[1], line: lineOf(head, found.index + found[0].length) };
  }
  return undefined;
}

/** A cheap first test: each pattern has one of these. */
function mayHoldDeclaration(head: Buffer): boolean {
  return head[0] === AT || head.includes(EQUALS) || head.includes(STAR);
}
