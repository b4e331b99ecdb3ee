import { readCorpus } from "./tails-corpus.ts";
import { Composer, FURTHER_TAIL_KINDS, FURTHER_TRAP_KINDS, TAIL_KINDS, TRAP_KINDS } from "./tails-compose.ts";
import { type LabelledDocument, type Part, partOf, readLabelled } from "./tails-documents.ts";
import { hashOf } from "./tails-random.ts";

/** Inner folds, and outer ones. */
export const FOLDS = 3;
export const foldOf = (group: string): number => hashOf(`fold of ${group}`) % FOLDS;
export const outerFoldOf = (group: string): number => hashOf(`outer fold of ${group}`) % FOLDS;

/** Composed documents of each kind. */
const TAILS_A_KIND = { train: 350, test: 60 };
const TRAPS_A_KIND = { train: 200, test: 40 };

/** The documents of one part: the labelled ones, composed ones, and for fitting also real bodies cut short or with other tails. */
export function documentsOf(folder: string, part: Part): LabelledDocument[] {
  const real = readLabelled(folder).filter(({ group }) => partOf(group) === part);
  const composer = new Composer(readCorpus(folder, part), part === "train" ? 1 : 5);
  const composed: LabelledDocument[] = [];
  for (const kind of TAIL_KINDS) {
    const count = TAILS_A_KIND[part] * (kind === "combination" || kind === "sentences" ? 2 : 1);
    for (let i = 0; i < count; i++) composed.push(composer.withTail(kind));
  }
  for (const kind of TRAP_KINDS) {
    const count = TRAPS_A_KIND[part] * (kind === "article" || kind === "bilingual" ? 3 : 1);
    for (let i = 0; i < count; i++) composed.push(composer.trap(kind));
  }
  const further = new Composer(readCorpus(folder, part), part === "train" ? 3 : 6);
  for (const kind of FURTHER_TAIL_KINDS) for (let i = 0; i < TAILS_A_KIND[part]; i++) composed.push(further.withTail(kind));
  for (const kind of FURTHER_TRAP_KINDS) for (let i = 0; i < TRAPS_A_KIND[part]; i++) composed.push(further.trap(kind));
  return [...real, ...composed, ...(part === "train" ? [...shortened(real), ...hung(real, composer), ...grafted(real)] : [])];
}

/** How many composed tails are hung under each real body. */
const TAILS_A_BODY: Readonly<Record<string, number>> = { wechat: 6, coding: 4, traps: 2, aozora: 2, pages: 1 };

function hung(real: readonly LabelledDocument[], composer: Composer): LabelledDocument[] {
  const titlesOf = (set: string, language: string): string[] =>
    real.filter((document) => document.set === set && document.language === language).map(({ text }) => text.split("\n")[0]!.trim()).filter((title) => title !== "");
  const titles = new Map(["wechat", "pages"].map((set) => [set, set === "wechat" ? titlesOf(set, "zh") : [...titlesOf(set, "en"), ...titlesOf(set, "?")]]));
  return real.flatMap((document) => {
    const end = bodyEndOf(document);
    if (end < 4) return [];
    const body = { ...document, text: document.text.split("\n").slice(0, end).join("\n") };
    const own = document.language === "zh" ? titles.get("wechat")! : document.language === "de" ? titlesOf("pages", "de") : titles.get("pages")!;
    return Array.from({ length: TAILS_A_BODY[document.set] ?? 1 }, () => composer.hung(body, own));
  });
}

/** Lines up to the last that must stay before the tail begins. */
function bodyEndOf({ text, labels }: LabelledDocument): number {
  const tail = labels.indexOf("T");
  return tail < 0 ? text.split("\n").length : labels.lastIndexOf("B", tail) + 1;
}

/** Real texts cut off anywhere in the body, but not right below a heading: they end as texts end that have no tail. */
function shortened(real: readonly LabelledDocument[]): LabelledDocument[] {
  return real.flatMap((document) => {
    const lines = document.text.split("\n");
    const bodyEnd = bodyEndOf(document);
    if (bodyEnd < 6) return [];
    const times = document.set === "pages" ? 2 : 3;
    return Array.from({ length: times }, (_, i) => {
      const end = i === 0 && document.set === "pages" ? bodyEnd : endWithoutHeading(lines, 3 + (hashOf(`${document.id} ${i}`) % (bodyEnd - 3)));
      return { ...document, set: `${document.set}, shortened`, id: `${document.id} to ${end}`, text: lines.slice(0, end).join("\n"), labels: document.labels.slice(0, end) };
    });
  });
}

const ENDS_SENTENCE = /[.!?…。！？」』”"’)）]\s*$/;

/** The line before which a text may end: a single line without an end mark below a finished one is a heading, and goes, too. */
function endWithoutHeading(lines: readonly string[], end: number): number {
  let last = end;
  while (last > 3 && lines[last - 1]!.trim() === "") last--;
  const before = lines.slice(0, last - 1).findLast((line) => line.trim() !== "");
  return last > 3 && !ENDS_SENTENCE.test(lines[last - 1]!) && before !== undefined && ENDS_SENTENCE.test(before) ? last - 1 : end;
}

/** How many other tails are put under each real body. */
const GRAFTS_A_BODY: Readonly<Record<string, number>> = { wechat: 4, coding: 4, pages: 2 };

/** Real tails under real bodies of other sites, of the same kind and language; of the same folds, so that no fold sees another's. */
function grafted(real: readonly LabelledDocument[]): LabelledDocument[] {
  const cellOf = ({ set, language, group }: LabelledDocument): string => `${set} ${set === "pages" && language !== "de" ? "en" : language} ${foldOf(group)} ${outerFoldOf(group)}`;
  const tails = new Map<string, LabelledDocument[]>();
  for (const document of real) {
    if (!document.labels.includes("T")) continue;
    const cell = cellOf(document);
    tails.set(cell, [...(tails.get(cell) ?? []), document]);
  }
  return real.flatMap((document) => {
    const end = bodyEndOf(document);
    if (end < 4) return [];
    const others = (tails.get(cellOf(document)) ?? []).filter(({ group }) => group !== document.group);
    if (others.length === 0) return [];
    return Array.from({ length: GRAFTS_A_BODY[document.set] ?? 0 }, (_, i) => {
      const other = others[hashOf(`${document.id} graft ${i}`) % others.length]!;
      const from = bodyEndOf(other);
      const text = [...document.text.split("\n").slice(0, end), ...other.text.split("\n").slice(from)].join("\n");
      return { ...document, set: `${document.set}, grafted`, id: `${document.id} with tail of ${other.id} ${i}`, text, labels: document.labels.slice(0, end) + other.labels.slice(from) };
    });
  });
}
