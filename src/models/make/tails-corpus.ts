import { readdirSync, readFileSync } from "node:fs";
import { type Part, partOf } from "./tails-documents.ts";

/** Articles as lists of sentences, by language, and the phrases that tails are composed of. */
export interface Article {
  readonly id: string;
  readonly sentences: readonly string[];
}

export type PhraseKind = "plea" | "ui" | "footer" | "related" | "ads" | "promotion";
export type Phrases = Readonly<Record<PhraseKind, readonly string[]>>;

export interface Corpus {
  readonly languages: readonly string[];
  readonly articles: ReadonlyMap<string, readonly Article[]>;
  readonly phrases: ReadonlyMap<string, Phrases>;
}

/** Names of the phrase lists by file name of the sentences. */
const PHRASE_NAMES: Readonly<Record<string, string>> = {
  "eng-GB": "en", deu: "de", fra: "fr", spa: "es", ita: "it", por: "pt", "por-BR": "pt", nld: "nl", swe: "sv", pol: "pl", ces: "cs",
  rus: "ru", ukr: "uk", tur: "tr", arb: "ar", jpn: "ja", "zho-CN": "zh", "zho-TW": "zt", kor: "ko", vie: "vi", tha: "th", ind: "id",
  hin: "hi", ell: "el",
};

/** Articles of fewer sentences are left out: hardly a body. */
const MIN_SENTENCES = 5;

/** Phrases of our own; but for promotion, of which a quarter is for measuring, they take part in fitting only. */
function ownPhrases(): Readonly<Record<string, Partial<Phrases>>> {
  const own: Record<string, Partial<Phrases>> = JSON.parse(readFileSync(new URL("tails-phrases.json", import.meta.url), "utf8"));
  return own;
}

export function readCorpus(folder: string, part: Part): Corpus {
  const own = ownPhrases();
  const phraseLists: Record<string, Partial<Phrases>> = JSON.parse(readFileSync(`${folder}/tails/phrases.json`, "utf8"));
  const articles = new Map<string, Article[]>();
  const phrases = new Map<string, Phrases>();
  for (const file of readdirSync(`${folder}/ntrex`).filter((name) => name.endsWith(".tsv")).sort()) {
    const language = file.slice(0, -".tsv".length);
    articles.set(language, readArticles(`${folder}/ntrex/${file}`).filter(({ id }) => partOf(id) === part));
    const name = PHRASE_NAMES[language] ?? "";
    const list = phraseLists[name];
    if (list) phrases.set(language, phrasesOf(list, own[name] ?? {}, part));
  }
  return { languages: [...articles.keys()], articles, phrases };
}

function readArticles(path: string): Article[] {
  const sentences = new Map<string, string[]>();
  for (const row of readFileSync(path, "utf8").split("\n")) {
    const tab = row.indexOf("\t");
    if (tab < 0 || row.slice(tab + 1).trim() === "") continue;
    const id = row.slice(0, tab);
    const list = sentences.get(id) ?? [];
    list.push(row.slice(tab + 1).trim());
    sentences.set(id, list);
  }
  return [...sentences].filter(([, list]) => list.length >= MIN_SENTENCES).map(([id, list]) => ({ id, sentences: list }));
}

/**
 * A quarter of the phrases of each list is for testing, none of those that an earlier test part held; so no phrase is in both parts.
 * Further ones to fit on.
 */
function phrasesOf(list: Partial<Phrases>, further: Partial<Phrases>, part: Part): Phrases {
  const own = (phrases: readonly string[] = []): readonly string[] => phrases.filter((_, i) => (i % 4 === 0) === (part === "test"));
  const choose = (kind: PhraseKind): readonly string[] => [...own(list[kind]), ...(part === "train" ? further[kind] ?? [] : [])];
  return { plea: choose("plea"), ui: choose("ui"), footer: choose("footer"), related: choose("related"), ads: choose("ads"), promotion: own(further.promotion) };
}
