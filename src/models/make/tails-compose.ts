import type { Article, Corpus, PhraseKind } from "./tails-corpus.ts";
import type { LabelledDocument } from "./tails-documents.ts";
import { Random } from "./tails-random.ts";

/** Articles with tails of every kind under them, and documents that only look as if they had one. */
export const TAIL_KINDS = [
  "teasers", "self and teasers", "self", "headline and address", "links", "hashtags", "plea", "ui", "footer", "related", "ads",
  "sentences", "headlines", "combination", "under a bilingual article", "caption and plea",
] as const;
/** Composed apart from the others, so that those stay as they are. */
export const FURTHER_TAIL_KINDS = ["promotion", "promotion", "self", "teasers and controls", "teasers and controls"] as const;
export type TailKind = (typeof TAIL_KINDS)[number] | (typeof FURTHER_TAIL_KINDS)[number];

export const TRAP_KINDS = [
  "article", "bilingual", "references", "link list", "digest", "list", "short lines", "dialogue", "table", "change log", "credits",
  "questions", "very short", "footnotes",
] as const;
export const FURTHER_TRAP_KINDS = ["readme", "readme", "repeated paragraph", "short end", "short items", "unmarked lines", "closing verses", "drawn table", "ingredients"] as const;
export type TrapKind = (typeof TRAP_KINDS)[number] | (typeof FURTHER_TRAP_KINDS)[number];

interface TailLine {
  readonly text: string;
  readonly reason: string;
}

const REASON_OF_PHRASE: Readonly<Record<PhraseKind, string>> = { plea: "plea", ui: "ui", footer: "ui", related: "ads", ads: "ads", promotion: "ads" };

/** Kinds that are hung under real bodies. */
const HUNG_KINDS = ["teasers", "headline and address", "links", "hashtags", "plea", "plea", "ui", "footer", "related", "related", "ads", "headlines", "combination", "combination"] as const;
/** Names of sentence files by language of a real document. */
const READMES = ["eng-GB", "eng-GB", "eng-GB", "deu", "zho-CN", "jpn", "spa", "rus"];
const ARTICLE_LANGUAGES: Readonly<Record<string, string>> = { zh: "zho-CN", ja: "jpn", de: "deu", en: "eng-GB" };

/** One document after the other, the same for the same seed. */
export class Composer {
  private readonly corpus: Corpus;
  private readonly random: Random;
  private readonly withPhrases: readonly string[];
  private made = 0;

  constructor(corpus: Corpus, seed: number) {
    this.corpus = corpus;
    this.random = new Random(seed);
    this.withPhrases = corpus.languages.filter((language) => corpus.phrases.has(language));
  }

  /** An article with a tail. */
  withTail(kind: TailKind, language = this.language(kind)): LabelledDocument {
    const { random } = this;
    const article = this.article(language);
    const other = kind === "under a bilingual article" ? this.translation(article, language) : undefined;
    const body = [...this.body(article), ...(other === undefined ? [] : this.body(other))];
    const inner = kind === "under a bilingual article" ? random.pick(["teasers", "hashtags", "plea", "links", "footer"] as const) : kind;
    const tail = this.tail(inner, language, article, body);
    const blankBetween = random.chance(0.2);
    return this.assemble(body, tail, kind, language, article, blankBetween);
  }

  /** A tail under the body of a real document; headlines are titles of other ones. */
  hung(document: LabelledDocument, titles: readonly string[]): LabelledDocument {
    const { random } = this;
    const language = ARTICLE_LANGUAGES[document.language] ?? "eng-GB";
    const promotes = language !== "eng-GB" && language !== "deu" && random.chance(0.3);
    const kind = promotes ? "promotion" : random.pick(HUNG_KINDS);
    const body = document.text.split("\n");
    const article = this.article(language);
    const headlines = this.asList(random.some(titles, random.between(2, 9)).map((text) => ({ text, reason: "ads" })));
    const heading = this.phrases("related", language, 1);
    const tail = kind === "related" ? [...heading, ...headlines] : kind === "headlines" ? headlines : this.tail(kind, language, article, body);
    const closing = random.chance(0.3) ? this.phrases("plea", language, random.between(1, 3)) : [];
    const made = this.assemble(body, [...tail, ...closing], kind, document.language, article, random.chance(0.1));
    return { ...made, id: `${document.id} with ${kind} ${this.made}`, set: `${document.set}, hung`, group: document.group };
  }

  /** A document of which everything stays. */
  trap(kind: TrapKind, language = this.random.pick(this.corpus.languages)): LabelledDocument {
    const article = this.article(language);
    const lines = this.trapLines(kind, language, article);
    const text = lines.join("\n");
    const labels = lines.map((line) => (line === "" ? "-" : "B")).join("");
    return { id: `trap/${kind}/${this.made++}`, set: "composed trap", kind, language, group: article.id, text, labels, withoutWords: this.random.chance(0.2) };
  }

  private assemble(body: string[], tail: TailLine[], kind: string, language: string, article: Article, blankBetween: boolean): LabelledDocument {
    const lines = [...body];
    const reasons = body.map(() => "");
    let labels = body.map((line) => (line === "" ? "-" : "B")).join("");
    const push = (text: string, reason: string): void => {
      lines.push(text);
      reasons.push(reason);
      labels += text === "" ? "-" : "T";
    };
    if (this.random.chance(0.4) && body.at(-1) !== "") push("", "");
    for (const [i, line] of tail.entries()) {
      if (blankBetween && i > 0) push("", "");
      push(line.text, line.reason);
    }
    return {
      id: `composed/${kind}/${this.made++}`, set: "composed", kind, language, group: article.id, text: lines.join("\n"), labels, reasons,
      withoutWords: this.random.chance(0.2),
    };
  }

  /** Half of the documents are in languages that have phrases of their own. */
  private language(kind: TailKind): string {
    if (kind === "promotion") return this.random.pick(this.withPhrases.filter((language) => this.corpus.phrases.get(language)!.promotion.length > 0));
    const needsPhrases = ["teasers and controls", "plea", "ui", "footer", "related", "ads", "combination", "caption and plea"].includes(kind);
    return this.random.pick(needsPhrases || this.random.chance(0.6) ? this.withPhrases : this.corpus.languages);
  }

  private article(language: string): Article {
    return this.random.pick(this.corpus.articles.get(language)!);
  }

  private otherArticle(language: string, article: Article): Article {
    for (;;) {
      const other = this.article(language);
      if (other.id !== article.id) return other;
    }
  }

  private translation(article: Article, language: string): Article {
    const other = this.random.pick(this.corpus.languages.filter((name) => name !== language));
    return this.corpus.articles.get(other)!.find(({ id }) => id === article.id) ?? this.article(other);
  }

  /** Lines of an article: a sentence or some a line, with blank lines or none, now and then without sentence ends. */
  private body(article: Article): string[] {
    const { random } = this;
    const count = random.chance(0.7) ? article.sentences.length : random.between(3, article.sentences.length);
    let sentences = article.sentences.slice(0, Math.max(3, count));
    if (random.chance(0.07)) sentences = sentences.map(withoutEnd);
    const perLine = random.pick([1, 1, 1, 2, 3, 4]);
    const glue = isWide(sentences[0]!) ? "" : " ";
    const blanks = random.chance(0.3);
    const subheadings = random.chance(0.2);
    const lines: string[] = [];
    for (let i = 0; i < sentences.length; i += perLine) {
      if (blanks && lines.length > 0) lines.push("");
      if (subheadings && i > 0 && random.chance(0.2)) lines.push(firstWords(random.pick(article.sentences), random.between(2, 6)));
      lines.push(sentences.slice(i, i + perLine).join(glue));
    }
    if (random.chance(0.12)) this.interrupt(lines, article);
    return lines;
  }

  /** Puts an address, tags or a caption into the middle of a body: they are no tail there. */
  private interrupt(lines: string[], article: Article): void {
    const { random } = this;
    for (let times = random.between(1, 3); times > 0 && lines.length > 3; times--) {
      const line = random.pick([this.address(), `#${tagWord(random, random.pick(article.sentences))}`, withoutEnd(firstWords(random.pick(article.sentences), 4))]);
      lines.splice(random.between(1, lines.length - 1), 0, line);
    }
  }

  private tail(kind: TailKind, language: string, article: Article, body: readonly string[]): TailLine[] {
    const { random } = this;
    switch (kind) {
      case "teasers": return this.teasers(language, article, random.between(2, 25));
      case "self and teasers": return [this.selfCopy(article, body), ...this.teasers(language, article, random.between(2, 20))];
      case "self": return [this.selfCopy(article, body)];
      case "headline and address": return this.headlinesWithAddresses(language, article);
      case "links": return Array.from({ length: random.between(1, 12) }, () => ({ text: this.address(), reason: "links" }));
      case "hashtags": return this.hashtags(language, article);
      case "plea": return this.phrases("plea", language, random.between(1, 3));
      case "ui": return this.phrases("ui", language, random.between(1, 6));
      case "footer": return this.phrases("footer", language, random.between(1, 6));
      case "related": return [...this.phrases("related", language, 1), ...this.asList(this.headlines(language, article, random.between(2, 10)))];
      case "promotion": return this.promotion(language);
      case "teasers and controls": return [...(random.chance(0.6) ? [this.selfCopy(article, body)] : []), ...this.teasers(language, article, random.between(3, 25)), ...this.phrases("ui", language, random.between(1, 4))];
      case "ads": return this.phrases("ads", language, random.between(1, 3));
      case "sentences": return this.sentences(language, article);
      case "headlines": return this.headlines(language, article, random.between(2, 12));
      case "caption and plea": return this.captionAndPlea(language, body);
      default: return this.combination(language, article, body);
    }
  }

  /** What an account says of itself, or a message of spam; now and then with a plea or a name before it. */
  private promotion(language: string): TailLine[] {
    const { random } = this;
    return [...(random.chance(0.2) ? this.phrases("related", language, 1) : []), ...this.phrases("promotion", language, random.pick([1, 1, 1, 2, 3, 4])), ...(random.chance(0.4) ? this.phrases("plea", language, random.between(1, 3)) : [])];
  }

  private combination(language: string, article: Article, body: readonly string[]): TailLine[] {
    const kinds = this.random.some(["teasers", "hashtags", "plea", "ui", "footer", "related", "ads", "links", "headline and address"] as const, this.random.between(2, 4));
    return kinds.flatMap((kind) => this.tail(kind, language, article, body));
  }

  /** First words of articles that have nothing to do with this one, cut off at one length. */
  private teasers(language: string, article: Article, count: number): TailLine[] {
    const { random } = this;
    const wide = isWide(article.sentences[0]!);
    const length = wide ? random.between(20, 70) : random.between(45, 160);
    const dots = random.chance(0.5) ? random.pick(["…", "...", "……"]) : "";
    const numbered = random.chance(0.1);
    return Array.from({ length: count }, (_, i) => {
      const other = this.otherArticle(language, article);
      const start = random.chance(0.7) ? 0 : random.between(0, other.sentences.length - 1);
      const whole = other.sentences.slice(start).join(wide ? "" : " ");
      const cut = whole.slice(0, length);
      return { text: `${numbered ? `${i + 1}${wide ? "、" : ". "}` : ""}${cut}${cut.length < whole.length ? dots : ""}`, reason: "ads" };
    });
  }

  private selfCopy(article: Article, body: readonly string[]): TailLine {
    const wide = isWide(article.sentences[0]!);
    const lead = body.find((line) => line.length > (wide ? 24 : 50)) ?? body[0]!;
    const length = Math.max(14, Math.min(lead.length - 3, wide ? this.random.between(20, 60) : this.random.between(45, 140)));
    return { text: lead.slice(0, length).trimEnd() + (this.random.chance(0.5) ? "…" : ""), reason: "self" };
  }

  private headlines(language: string, article: Article, count: number): TailLine[] {
    return Array.from({ length: count }, () => ({ text: this.headline(language, article), reason: "ads" }));
  }

  /** The same as a list, now and then: with bullets or numbers, some with an end mark. */
  private asList(lines: readonly TailLine[]): TailLine[] {
    const { random } = this;
    const mark = random.chance(0.6) ? "" : random.pick(["- ", "• ", "·", "▶ ", "★", "#. ", "#、"]);
    const ends = random.chance(0.3) ? ["！", "？", "…", "!", "?", ""] : [""];
    return lines.map(({ text, reason }, i) => ({ text: `${mark.replace("#", String(i + 1))}${text}${random.pick(ends)}`, reason }));
  }

  private headline(language: string, article: Article): string {
    const other = this.otherArticle(language, article);
    const sentence = this.random.chance(0.6) ? other.sentences[0]! : this.random.pick(other.sentences);
    return withoutEnd(firstWords(sentence, this.random.between(5, 14)));
  }

  private headlinesWithAddresses(language: string, article: Article): TailLine[] {
    const { random } = this;
    const addressFirst = random.chance(0.4);
    const sameLine = random.chance(0.25);
    return Array.from({ length: random.between(1, 15) }).flatMap(() => {
      const headline = { text: this.headline(language, article), reason: "links" };
      const address = { text: this.address(), reason: "links" };
      if (sameLine) return [{ text: `${headline.text} ${address.text}`, reason: "links" }];
      return addressFirst ? [address, headline] : [headline, address];
    });
  }

  private address(): string {
    const { random } = this;
    const syllables = ["ka", "ne", "to", "mi", "ro", "sa", "li", "vo", "da", "pe", "ru", "no", "blog", "news", "daily"];
    const host = random.some(syllables, random.between(2, 3)).join("");
    const top = random.pick(["com", "net", "org", "jp", "de", "co.uk", "fr", "info", "cn", "com.tw", "kr", "ru", "io"]);
    const path = random.pick(["", "/", `/${random.between(2009, 2024)}/${random.between(10, 12)}/${random.between(10, 28)}/${random.some(syllables, 3).join("-")}`,
      `/articles/${random.between(10_000, 99_999_999)}`, `/p/${random.between(100, 9999)}.html`, `/?p=${random.between(100, 9999)}`]);
    return `${random.pick(["https://", "https://www.", "http://", "www.", ""])}${host}.${top}${path}`;
  }

  private hashtags(language: string, article: Article): TailLine[] {
    const { random } = this;
    const rows = random.between(1, 3);
    return Array.from({ length: rows }, () => {
      const tags = Array.from({ length: random.between(1, 10) }, () => `#${tagWord(random, random.pick(random.chance(0.6) ? article.sentences : this.otherArticle(language, article).sentences))}`);
      return { text: tags.join(random.pick([" ", " ", ""])), reason: "hashtags" };
    });
  }

  private phrases(kind: PhraseKind, language: string, count: number): TailLine[] {
    const list = this.corpus.phrases.get(language) ?? this.corpus.phrases.get("eng-GB")!;
    return this.random.some(list[kind], count).map((phrase) => ({ text: this.fill(phrase), reason: REASON_OF_PHRASE[kind] }));
  }

  private fill(phrase: string): string {
    const { random } = this;
    const price = random.pick(["$19.99", "29,90 €", "¥980", "3,980円", "99元", "£12", "12.000₩"]);
    const phone = random.pick(["0800 555 0199", "03-5550-0142", "138-0000-1234", "+49 30 5550123", "010-5550-7788"]);
    return phrase.replaceAll("{p}", price).replaceAll("{t}", phone).replaceAll("{n}", String(random.between(3, 50))).replaceAll("{y}", String(random.between(2009, 2024)));
  }

  /** Whole sentences that have nothing to do with the article. */
  private sentences(language: string, article: Article): TailLine[] {
    return Array.from({ length: this.random.between(1, 4) }, () => ({ text: this.random.pick(this.otherArticle(language, article).sentences), reason: "ads" }));
  }

  /** Short lines repeated from the middle, closed by a plea. */
  private captionAndPlea(language: string, body: string[] | readonly string[]): TailLine[] {
    const captions = body.filter((line) => line !== "" && line.length < 90).slice(1, -1);
    const repeated = this.random.some(captions, this.random.between(1, 2)).map((text) => ({ text, reason: "ads" }));
    return [...repeated, ...this.phrases("plea", language, 1)];
  }

  private trapLines(kind: TrapKind, language: string, article: Article): string[] {
    const { random } = this;
    const body = this.body(article);
    switch (kind) {
      case "bilingual": return [...body, ...(random.chance(0.5) ? [""] : []), ...this.body(this.translation(article, language))];
      case "references": return [...body, ...this.references(language, article)];
      case "footnotes": return [...body, ...article.sentences.slice(0, random.between(2, 6)).map((sentence, i) => `${random.pick(["[", "(", ""])}${i + 1}${random.pick(["]", ")", "."])} ${sentence}`)];
      case "link list": return this.linkList(language, article, body);
      case "digest": return this.digest(language, article);
      case "list": return [...body, ...this.list(article)];
      case "short lines": return article.sentences.flatMap((sentence) => clauses(sentence));
      case "dialogue": return [...(random.chance(0.5) ? body : []), ...this.dialogue(article)];
      case "table": return [...body, ...this.table(article)];
      case "change log": return this.changeLog(article);
      case "credits": return [...body, ...this.credits(article)];
      case "questions": return article.sentences.flatMap((sentence) => [`${withoutEnd(firstWords(sentence, 8))}${isWide(sentence) ? "？" : "?"}`, sentence]);
      case "readme": return this.readme(this.article(random.pick(READMES)));
      case "repeated paragraph": return [...body, random.pick(random.chance(0.5) ? body.filter((line) => line !== "") : [body[0]!])];
      case "short end": return this.shortEnd(article, body);
      case "short items": return this.shortItems(language, article);
      case "drawn table": return [...body, ...this.drawnTable(article), ...(random.chance(0.3) ? this.body(this.article(language)).slice(0, 1) : [])];
      case "ingredients": return [...body, ...this.ingredients(article)];
      case "closing verses": return [...body, ...this.verses(article)];
      case "unmarked lines": return article.sentences.flatMap((sentence) => clauses(sentence)).map(withoutEnd).map((clause) => clause.replace(/[,;:、，；：،]$/, ""));
      case "very short": return body.slice(0, random.between(1, 4));
      default: return body;
    }
  }

  /** A text on a piece of software in Markdown, closed by what closes such texts: licence, badges, links, thanks. */
  private readme({ sentences }: Article): string[] {
    const { random } = this;
    const name = random.some(["tin", "reed", "moss", "lark", "flint", "oak"], 2).join(random.pick(["-", ""]));
    const heading = (text: string): string[] => [...(random.chance(0.8) ? [""] : []), `${random.pick(["## ", "### ", "# "])}${text}`];
    const code = (...lines: readonly string[]): string[] => ["```" + random.pick(["", "js", "sh"]), ...lines, "```"];
    const link = (): string => `[${random.pick([name, withoutEnd(firstWords(random.pick(sentences), 3))])}](${this.address()})`;
    const badge = (): string => `[![${random.pick(["build", "coverage", "version"])}](${this.address()}.svg)](${this.address()})`;
    const ends: readonly (() => string[])[] = [
      () => [...heading(random.pick(["License", "Licence", "Lizenz", "许可证"])), random.pick(["MIT", "[MIT](LICENSE)", "Apache-2.0", `MIT © [Mira Lund](${this.address()})`, "Released under the MIT License. See LICENSE.", `Copyright (c) ${random.between(2009, 2024)} Mira Lund`])],
      () => [...heading(random.pick(["Related", "See also", "Links", "Resources"])), ...Array.from({ length: random.between(1, 8) }, () => `${random.pick(["- ", "* "])}${link()}${random.chance(0.6) ? ` - ${withoutEnd(firstWords(random.pick(sentences), 8))}` : ""}`)],
      () => [...heading(random.pick(["Contributing", "Support", "Sponsors", "Thanks", "Authors"])), random.pick([`Pull requests are welcome, see ${link()}.`, `Open an issue at ${this.address()}`, `Thanks to ${link()} and ${link()}`, `* Mira Lund <mira@${name}.example>`, badge()])],
      () => Array.from({ length: random.between(1, 4) }, badge),
      () => Array.from({ length: random.between(2, 6) }, (_, i) => `[${random.pick(["build", "docs", "npm", String(i + 1)])}${random.chance(0.5) ? "-url" : ""}]: ${this.address()}`),
      () => [...heading("Options"), "| name | default | what |", "| --- | --- | --- |", ...["depth", "quiet", "limit"].map((option) => `| \`${option}\` | ${random.between(0, 99)} | ${withoutEnd(firstWords(random.pick(sentences), 5))} |`)],
    ];
    return [
      `# ${name}`, ...(random.chance(0.5) ? [badge()] : []), "", ...sentences.slice(0, random.between(1, 4)),
      ...heading(random.pick(["Install", "Installation"])), ...code(`npm install ${name}`),
      ...heading(random.pick(["Usage", "API", "Example"])), ...code(`import { ${name.replace("-", "")} } from "${name}";`, "", `const found = ${name.replace("-", "")}("heron", { limit: ${random.between(1, 9)} });`, "console.log(found);"),
      ...sentences.slice(4, random.between(4, 8)), ...random.some(ends, random.between(1, 4)).flatMap((end) => end()),
    ];
  }

  /** What a dish needs, under the text on it; now and then the steps follow. */
  private ingredients({ sentences }: Article): string[] {
    const { random } = this;
    const [heading, units] = random.pick([
      ["Ingredients", ["g", "ml", "cups", "tsp", "tbsp", "cloves"]], ["Zutaten", ["g", "ml", "EL", "TL", "Prise"]], ["材料", ["g", "個", "大さじ", "ml"]],
      ["食材", ["克", "勺", "个", "毫升"]], ["Ingrédients", ["g", "cl", "c. à s."]], ["", ["g", "kg", "l"]],
    ] as const);
    const mark = random.pick(["", "", "- ", "• "]);
    const amountFirst = random.chance(0.6);
    const lines = random.some(sentences, random.between(3, 12)).map((sentence) => {
      const name = withoutEnd(firstWords(sentence, random.between(1, 2)));
      const amount = `${random.pick(["", "1/2 ", "½ "])}${random.between(1, 500)} ${random.pick(units)}`;
      return `${mark}${amountFirst ? `${amount} ${name}` : `${name}${random.pick([" ", ": ", "："])}${amount}`}`;
    });
    const steps = random.chance(0.3) ? random.some(sentences, random.between(1, 3)).map((step, i) => `${i + 1}. ${step}`) : [];
    return [...(heading === "" || random.chance(0.3) ? [] : [heading]), ...lines, ...steps];
  }

  /** Verses that a text quotes at its end, with their poet, or with where the text was printed. */
  private verses({ sentences }: Article): string[] {
    const { random } = this;
    const poet = random.pick(["", "", `　${firstWords(random.pick(sentences), 1)}`, ` (${firstWords(random.pick(sentences), 1)})`]);
    const lines = random.some(sentences.flatMap(clauses), random.between(2, 8)).map((clause) => `${clause.replace(/[,;:、，；：،.。]$/, "")}${poet}`);
    const place = firstWords(random.pick(sentences), 2);
    const source = random.pick(["", "", `(${place}, ${random.between(1880, 2024)})`, `（${place}、${random.between(1, 12)}月${random.between(1, 28)}日）`, `— ${place}`]);
    return [...lines, ...(source === "" ? [] : [source])];
  }

  /** A chapter that ends in short lines: a date, a place, a name, "The end". */
  private shortEnd(article: Article, body: string[]): string[] {
    const { random } = this;
    const place = withoutEnd(firstWords(random.pick(article.sentences), 1));
    const lines = [
      `${place}, ${random.between(1, 28)}. ${random.between(1, 12)}. ${random.between(1880, 2024)}`, String(random.between(1880, 2024)), "* * *", "M. L.", withoutEnd(firstWords(random.pick(article.sentences), 3)),
      random.pick(article.sentences.flatMap(clauses)), firstWords(random.pick(article.sentences), 4), random.pick(["The end", "Ende", "Fin", "完", "（完）", "（つづく）", "Конец", "끝"]), `(${firstWords(random.pick(article.sentences), 3)})`,
    ];
    return [...body, ...random.some(lines, random.between(1, 4))];
  }

  /** Items that are the content: a name or headline each, with or without a line about it. */
  private shortItems(language: string, article: Article): string[] {
    const { random } = this;
    const withDate = random.chance(0.4);
    const withText = random.chance(0.5);
    const intro = random.chance(0.5) ? article.sentences.slice(0, random.between(1, 2)) : [withoutEnd(article.sentences[0]!)];
    return [...intro, ...Array.from({ length: random.between(6, 30) }).flatMap(() => {
      const title = this.headline(language, article);
      const dated = withDate ? `${random.between(1, 28)}.${random.between(1, 12)}. ${title}` : title;
      return withText ? [dated, random.pick(this.otherArticle(language, article).sentences)] : [dated];
    })];
  }

  private references(language: string, article: Article): string[] {
    const { random } = this;
    const heading = random.pick([["References"], ["Literatur"], ["参考文献"], ["Références"], ["Bibliografía"], ["Источники"], ["참고문헌"], [], []]);
    const style = random.between(0, heading.length > 0 ? 3 : 2);
    return [...heading, ...Array.from({ length: random.between(2, 15) }, (_, i) => {
      const title = this.headline(language, article);
      const year = random.between(1950, 2024);
      const name = `${random.pick(["Moreno", "Okada", "Petrov", "Lindgren", "Haas", "Dubois", "Chen", "Novák"])}, ${random.pick(["A.", "J. R.", "M.", "S. T."])}`;
      const pages = `${random.between(1, 400)}–${random.between(401, 800)}`;
      if (style === 0) return `${name} (${year}). ${title}. ${random.pick(["Journal of Studies", "Annals", "Review"])}, ${random.between(1, 60)}(${random.between(1, 12)}), ${pages}.`;
      if (style === 1) return `[${i + 1}] ${name}, "${title}," ${year}, pp. ${pages}. ${random.chance(0.5) ? `doi:10.${random.between(1000, 9999)}/${random.between(1000, 99_999)}` : this.address()}`;
      if (style === 2) return `[${i + 1}] ${random.pick(["王明", "李华", "田中", "佐藤", "김민수"])}. ${title}[J]. ${random.pick(["学报", "研究", "年報"])}, ${year}, ${random.between(1, 20)}: ${pages}.`;
      return `${random.chance(0.5) ? "- " : ""}${title}: ${this.address()}`;
    })];
  }

  private linkList(language: string, article: Article, body: readonly string[]): string[] {
    const { random } = this;
    const lines = random.chance(0.5) ? body.slice(0, random.between(1, 4)) : [];
    const withComment = random.chance(0.5);
    for (let i = random.between(4, 25); i > 0; i--) {
      lines.push(`${random.pick(["- ", "* ", ""])}${this.headline(language, article)}${random.chance(0.5) ? " – " : ": "}${this.address()}`);
      if (withComment) lines.push(random.pick(this.otherArticle(language, article).sentences));
    }
    return lines;
  }

  private digest(language: string, article: Article): string[] {
    const { random } = this;
    const style = random.between(0, 2);
    return Array.from({ length: random.between(5, 25) }).flatMap(() => {
      const other = this.otherArticle(language, article);
      if (style === 0) return [withoutEnd(other.sentences[0]!), ...other.sentences.slice(1, random.between(2, 4))];
      if (style === 1) return [`${random.pick(["• ", "- ", ""])}${other.sentences[0]!}`];
      return [withoutEnd(other.sentences[0]!), other.sentences[1]!, this.address()];
    });
  }

  private list(article: Article): string[] {
    const mark = this.random.pick(["- ", "• ", "* ", "", "#. "]);
    return article.sentences.flatMap(clauses).slice(0, this.random.between(3, 20)).map((clause, i) => `${mark === "#. " ? `${i + 1}. ` : mark}${withoutEnd(clause)}`);
  }

  private dialogue(article: Article): string[] {
    const [open, close] = this.random.pick([["“", "”"], ["「", "」"], ["„", "“"], ["– ", ""], ['"', '"'], ["A: ", ""]] as const);
    return article.sentences.flatMap(clauses).slice(0, this.random.between(5, 30)).map((clause) => `${open}${clause}${close}`);
  }

  private table(article: Article): string[] {
    const { random } = this;
    const glue = random.pick(["\t", " | ", "   "]);
    const names = article.sentences.flatMap(clauses).map((clause) => withoutEnd(firstWords(clause, 2)));
    return names.slice(0, random.between(3, 20)).map((name) => [name, random.between(1, 999), random.between(1900, 2024), `${random.between(1, 99)} %`].join(glue));
  }

  /** A table in a frame, as programs print them: every row has the same length. */
  private drawnTable(article: Article): string[] {
    const { random } = this;
    const [side, rule] = random.pick([["│", "─"], ["|", "-"], ["|", "="]] as const);
    const names = article.sentences.flatMap(clauses).map((clause) => withoutEnd(firstWords(clause, 3)));
    const rows = names.slice(0, random.between(3, 14)).map((name) => [name, String(random.between(1, 99_999)), `${random.between(1, 99)} %`]);
    const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
    const line = `${random.pick(["+", side])}${widths.map((width) => rule.repeat(width + 2)).join("+")}${random.pick(["+", side])}`;
    const drawn = rows.map((row) => `${side} ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(` ${side} `)} ${side}`);
    return random.chance(0.5) ? [line, ...drawn, line] : [line, drawn[0]!, line, ...drawn.slice(1), line];
  }

  private changeLog(article: Article): string[] {
    const { random } = this;
    return Array.from({ length: random.between(3, 10) }, (_, i) => 9 - i).flatMap((minor) => [
      `${random.between(1, 3)}.${minor}.${random.between(0, 9)} (${random.between(2009, 2024)}-0${random.between(1, 9)}-${random.between(10, 28)})`,
      ...random.some(article.sentences, random.between(1, 4)).map((sentence) => `- ${withoutEnd(firstWords(sentence, 9))}`),
    ]);
  }

  private credits(article: Article): string[] {
    const roles = this.random.pick([["Text", "Foto", "Redaktion"], ["Written by", "Photos by", "Edited by"], ["文", "撮影", "編集"], ["编辑", "审核", "来源"], ["글", "사진"]]);
    return roles.map((role) => `${role}${this.random.pick([": ", "：", " "])}${withoutEnd(firstWords(this.random.pick(article.sentences), 2))}`);
  }
}

/** Whether a text is written in wide characters. */
function isWide(text: string): boolean {
  const unit = text.charCodeAt(Math.floor(text.length / 2));
  return unit >= 0x2e80 && unit <= 0xd7ff && !(unit >= 0xac00);
}

function withoutEnd(sentence: string): string {
  return sentence.replace(/[.!?。！？।।؟]["”」』]?$/, "");
}

/** The first words; in a text without spaces, five characters for two words. */
function firstWords(sentence: string, count: number): string {
  const words = sentence.split(" ");
  if (words.length <= 3) return sentence.slice(0, Math.max(4, Math.floor(count * 2.5)));
  return words.slice(0, count).join(" ");
}

function clauses(sentence: string): string[] {
  return sentence.split(/(?<=[,;:、，；：،])\s*/).filter((clause) => clause.length > 2);
}

function tagWord(random: Random, sentence: string): string {
  const words = sentence.split(" ").map((word) => word.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "")).filter((word) => word.length > 2);
  if (words.length > 3) return random.pick(words);
  const letters = sentence.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "");
  const start = random.between(0, Math.max(0, letters.length - 6));
  return letters.slice(start, start + random.between(2, 6)) || "tag";
}
