/** The cluster's way in one process and in plain words: sketch → collapse → link → verify → decide → apply. */
import type { SeededDocument } from "../../src/document.ts";
import { applyVerdicts, type PlacedVerdict } from "../../src/scale-out/apply.ts";
import { decide, type Gone, type Status } from "../../src/scale-out/decide.ts";
import { compareKeys, documentKey, type Key } from "../../src/scale-out/key.ts";
import { type PassageSketch, sketchPassages } from "../../src/scale-out/sketch.ts";
import { verify, type Verified } from "../../src/scale-out/verify.ts";
import type { Settings } from "../../src/settings.ts";
import { MAX_CANDIDATES } from "../../src/stages/duplicates/candidates.ts";
import { MAX_POSTINGS } from "../../src/stages/duplicates/duplicate-index.ts";

export interface Node extends PassageSketch {
  readonly key: Key;
  readonly id: string;
}

export const nameOf = ({ document, place }: Key): string => `${document}/${place}`;

/** Output and ledger of the documents, and how many rounds it took to decide. */
export function staged(documents: readonly SeededDocument[], settings: Settings): { readonly output: string; readonly ledger: string; readonly rounds: number } {
  const nodes = documents.map((document, i) => sketchPassages(document, settings).map((sketch): Node => ({ ...sketch, key: { document: documentKey(i, 0), place: sketch.place }, id: document.id })));
  const all = nodes.flat();
  const first = collapse(all, settings);
  const own = all.filter((node) => first.get(nameOf(node.key)) === node);
  const byName = new Map(all.map((node) => [nameOf(node.key), node] as const));
  const verified = new Map<string, Verified>();
  for (const [name, candidates] of link(own)) {
    const found = verify(byName.get(name)!, candidates.map((key) => ({ ...byName.get(nameOf(key))!, name: key })), settings);
    if (found !== undefined) verified.set(name, found);
  }
  const { gone, rounds } = decideInRounds(verified, settings);
  const rendered = documents.map((document, i) => applyVerdicts(document, nodes[i]!.flatMap((node) => verdictOf(node, first, gone, byName, settings)), settings));
  return { output: rendered.map(({ output }) => output).join(""), ledger: rendered.map(({ ledger }) => ledger).join(""), rounds };
}

/** For each passage the earliest of its kind. */
export function collapse(nodes: readonly Node[], { scope }: Settings): Map<string, Node> {
  const firsts = new Map<string, Node>();
  return new Map(nodes.map((node) => {
    const kind = `${scope === "within" ? node.key.document : ""} ${node.hash} ${Buffer.from(node.digest).toString("hex")}`;
    if (!firsts.has(kind)) firsts.set(kind, node);
    return [nameOf(node.key), firsts.get(kind)!] as const;
  }));
}

/** Candidates of each passage, best first. */
export function link(nodes: readonly Node[]): Map<string, readonly Key[]> {
  const heads = new Map<bigint, Key[]>();
  const own = new Set(nodes.map(({ key }) => nameOf(key)));
  return new Map(nodes.map((node, i) => {
    const shared = new Map<string, { key: Key; shared: number }>();
    for (const { seed, count } of node.seeds) {
      for (const key of heads.get(seed) ?? []) {
        if (key.document === node.key.document) continue;
        const known = shared.get(nameOf(key));
        shared.set(nameOf(key), { key, shared: (known?.shared ?? 0) + count });
      }
    }
    const stored = [...shared.values()].toSorted((a, b) => b.shared - a.shared || compareKeys(a.key, b.key)).slice(0, MAX_CANDIDATES);
    // A copy goes in any case, and so covers nothing.
    const local = node.local.map(([place, count]) => ({ key: { document: node.key.document, place }, shared: count })).filter(({ key }) => own.has(nameOf(key)));
    post(heads, nodes[i]!);
    return [nameOf(node.key), [...stored, ...local].toSorted((a, b) => b.shared - a.shared).map(({ key }) => key)] as const;
  }));
}

function post(heads: Map<bigint, Key[]>, { key, seeds }: Node): void {
  for (const { seed, isPosted } of seeds) {
    if (!isPosted) continue;
    const posted = heads.get(seed) ?? [];
    if (posted.length < MAX_POSTINGS) heads.set(seed, [...posted, key]);
  }
}

/** All of a round are decided by what the rounds before it left. */
function decideInRounds(verified: ReadonlyMap<string, Verified>, settings: Settings): { readonly gone: Map<string, Gone<Key>>; readonly rounds: number } {
  const status = new Map<string, Status>([...verified.keys()].map((name) => [name, "open"]));
  const gone = new Map<string, Gone<Key>>();
  let rounds = 0;
  for (let open = [...verified]; open.length > 0; rounds++) {
    const answers = open.map(([name, passage]) => [name, decide(passage, (key) => status.get(nameOf(key)) ?? "stays", settings)] as const);
    for (const [name, answer] of answers) {
      status.set(name, typeof answer === "string" ? answer : "gone");
      if (typeof answer !== "string") gone.set(name, answer);
    }
    const left = open.filter(([name]) => status.get(name) === "open");
    if (left.length === open.length) throw new Error("a round decided nothing");
    open = left;
  }
  return { gone, rounds };
}

function verdictOf(node: Node, firsts: ReadonlyMap<string, Node>, gone: ReadonlyMap<string, Gone<Key>>, byName: ReadonlyMap<string, Node>, { scope }: Settings): PlacedVerdict[] {
  const first = firsts.get(nameOf(node.key))!;
  const verdict = gone.get(nameOf(first.key));
  const coverOf = (key: Key) => {
    const { id, line, start, end } = byName.get(nameOf(key))!;
    return { id, line, startCodePoint: start, endCodePoint: end };
  };
  if (verdict !== undefined) return [{ ...verdict, place: node.place, sources: verdict.sources.map(coverOf) }];
  if (first === node || (scope === "across" && first.key.document === node.key.document)) return [];
  return [{ reason: "duplicate.exact", score: 1, similarity: 1, place: node.place, sources: [coverOf(first.key)] }];
}
