import { describe, expect, test } from "vitest";
import { languageOf } from "../../../src/stages/language/language.ts";

const SENTENCES: readonly (readonly [string, string, string])[] = [
  ["en", "Latn", "The old baker opened his shop before the sun came up over the hill."],
  ["de", "Latn", "Der alte Bäcker öffnete seinen Laden, bevor die Sonne über dem Hügel aufging."],
  ["fr", "Latn", "Le vieux boulanger ouvrait sa boutique avant que le soleil ne se lève sur la colline."],
  ["es", "Latn", "El viejo panadero abría su tienda antes de que el sol saliera sobre la colina."],
  ["it", "Latn", "Il vecchio fornaio apriva la bottega prima che il sole sorgesse sulla collina."],
  ["pt", "Latn", "O velho padeiro abria a sua loja antes de o sol nascer sobre a colina e não dizia nada."],
  ["nl", "Latn", "De oude bakker opende zijn winkel voordat de zon boven de heuvel opkwam."],
  ["pl", "Latn", "Stary piekarz otwierał sklep, zanim słońce wzeszło nad wzgórzem."],
  ["tr", "Latn", "Yaşlı fırıncı dükkânını güneş tepenin üzerinden doğmadan önce açardı."],
  ["vi", "Latn", "Người thợ làm bánh già mở cửa hàng trước khi mặt trời mọc trên đồi."],
  ["hr", "Latn", "Tko je tjedan dana tražio kruh i mlijeko, općina mu nije ništa rekla."],
  ["sr", "Latn", "Ko je nedelju dana tražio hleb i mleko, opština mu nije ništa rekla, takođe."],
  ["ru", "Cyrl", "Старый пекарь открывал свою лавку, прежде чем солнце вставало над холмом."],
  ["uk", "Cyrl", "Старий пекар відчиняв свою крамницю, перш ніж сонце вставало над пагорбом."],
  ["sr", "Cyrl", "Стари пекар је отварао своју радњу пре него што би сунце изашло изнад брда."],
  ["ar", "Arab", "كان الخباز العجوز يفتح دكانه قبل أن تشرق الشمس فوق التل."],
  ["fa", "Arab", "نانوای پیر مغازه‌اش را پیش از آن که خورشید از پشت تپه برآید باز می‌کرد."],
  ["hi", "Deva", "बूढ़ा बेकर पहाड़ी पर सूरज निकलने से पहले अपनी दुकान खोलता था।"],
  ["el", "Grek", "Ο γέρος φούρναρης άνοιγε το μαγαζί του πριν βγει ο ήλιος."],
  ["th", "Thai", "คนทำขนมปังเปิดร้านก่อนพระอาทิตย์ขึ้น"],
  ["bn", "Beng", "বুড়ো রুটিওয়ালা সূর্য ওঠার আগে দোকান খুলত।"],
  ["as", "Beng", "বুঢ়া ৰুটিৱালাই সূৰ্য উঠাৰ আগতে দোকান খুলিছিল।"],
  ["ja", "Jpan", "年老いたパン屋は、丘の上に日が昇る前に店を開けた。"],
  ["ko", "Kore", "늙은 빵집 주인은 언덕 위로 해가 뜨기 전에 가게를 열었다."],
  ["zh", "Hans", "老面包师在太阳升上山头之前就打开了店门。"],
  ["zh", "Hant", "老麵包師在太陽升上山頭之前就打開了店門。"],
  ["yue", "Hant", "佢喺個太陽出嚟之前就開咗舖頭，啲人都唔知。"],
];

describe("one sentence", () => {
  test.each(SENTENCES)("%s in %s: %s", (language, script, text) => {
    const answer = languageOf(text);
    expect(answer).toMatchObject({ language, script });
    expect(answer.confidence).toBeGreaterThan(0.5);
  });

  test.each(SENTENCES)("%s in %s, in capitals", (language, script, text) => {
    expect(languageOf(text.toUpperCase())).toMatchObject({ language, script });
  });

  test.each(SENTENCES.slice(0, 10))("%s in %s with links, mails and tags around it", (language, script, text) => {
    expect(languageOf(`https://shop.example.org/all/of/it ${text} info@example.org #bread #morning`)).toMatchObject({ language, script });
  });

  test.each(SENTENCES.slice(0, 10))("%s in %s, decomposed", (language, script, text) => {
    expect(languageOf(text.normalize("NFD"))).toMatchObject({ language, script });
  });
});

describe("names in Latin letters beside another script", () => {
  test.each([
    ["th", "Thai", "Harold Brampton ร้าน Wetherby เปิด Glenmoor"],
    ["ru", "Cyrl", "Компания Brampton Wetherby Glenmoor"],
    ["zh", "Hans", "Harold Brampton 退出谈判，Peter Wetherby 说"],
    ["en", "Latn", "Harold Brampton says that 退出谈判 is what he reads"],
  ])("%s, %s: %s", (language, script, text) => {
    expect(languageOf(text)).toMatchObject({ language, script });
  });
});

describe("short lines of everyday words", () => {
  test.each([
    ["de", "Kapitel 3: Die Reise beginnt"], ["fr", "mdr t'es trop drole"], ["es", "¿Me da un vaso de agua, por favor?"], ["it", "Non ho soldi"],
    ["sv", "Vem vill ha kaffe?"], ["da", "Må jeg få et glas vand?"], ["fi", "Tom ei osaa uida."], ["ru", "Спасибо за помощь"], ["bg", "Не знам какво искаш да кажеш."],
  ])("%s: %s", (language, text) => {
    expect(languageOf(text).language).toBe(language);
  });

  test.each([["vi", "toi khong biet ban muon noi gi"], ["vi", "cam on ban rat nhieu"], ["tr", "cok tesekkur ederim"]])("%s without its marks: %s", (language, text) => {
    expect(languageOf(text).language).toBe(language);
  });
});

describe("Cantonese", () => {
  test.each([["yue", "我今日唔得閒。"], ["yue", "唔，佢唔喺度。"], ["yue", "琴晚瞓得唔好。"], ["zh", "唔，我知道了。"], ["zh", "唔、唔，说啥"], ["zh", "我家的猫咪很可爱。"], ["zh", "好嘞，我们走吧！"]])("%s: %s", (language, text) => {
    expect(languageOf(text).language).toBe(language);
  });
});

describe("Chinese characters alone", () => {
  test.each([
    ["ja", "Jpan", "駅前広場整備計画"], ["ja", "Jpan", "沢辺図書館営業時間"],
    ["zh", "Hans", "邻居们说这个车间没有门"], ["zh", "Hant", "鄰居們說這個車間沒有門"],
  ])("%s in %s: %s", (language, script, text) => {
    expect(languageOf(text)).toMatchObject({ language, script });
  });

  test.each(["中", "中国", "人", "注", "2026年"])("are too few to say: %s", (text) => {
    expect(languageOf(text)).toEqual({ language: "und", script: "Hani", confidence: 0 });
  });

  test.each([["zh", "们"], ["zh", "會議"], ["ja", "駅前"]])("few of them, but in one country only, are %s: %s", (language, text) => {
    expect(languageOf(text).language).toBe(language);
  });

  test("what fits both is not said with confidence", () => {
    expect(languageOf("山水天地").confidence).toBeLessThan(0.95);
  });
});

describe("no language", () => {
  test.each([
    ["nothing", ""], ["spaces", " \n\t "], ["digits", "2024 31 12 08:45 1,250"], ["a link", "https://example.org/a/b/the-old-baker.html"],
    ["a mail", "old.baker@example.org"], ["tags", "#bread #morning #hill"], ["hexadecimal", "deadbeef 00ff12ab 7c9e6679"], ["hexadecimal letters", "abed feed dada cafe bead face"],
    ["base64", "VGhlIG9sZCBiYWtlciBvcGVuZWQgaGlzIHNob3A9PQ=="], ["bases", "ACGTTGCAACGTTAGCCATGACGT"], ["one letter", "aaaaaaaaaaaaaaaa"], ["emoji", "🎉🎉👍🏽 ❤️"],
    ["consonants", "xkcd qwrt zzpl bdfg hjkl"], ["mashed keys", "asdkjh qwoeiu zmxncb alskdj qpwoei zmxnbv laksjd"], ["code", "if (total === 0) { return prices[0]; }"],
    ["code whose words are English", "totals{bread} = price of flour and water"], ["a command", "grep bakers | sort the list of bread > towns"], ["a query", "SELECT name FROM bakers WHERE town = 'X';"], ["a definition", "def open_shop(self, hour=5):"], ["markup", "<div class=\"shop\"><span></span></div>"],
    ["a path", "/home/baker/shop/prices.txt"], ["too little", "ok"],
  ])("%s", (_, text) => {
    expect(languageOf(text)).toMatchObject({ language: "und", confidence: 0 });
  });

  test.each(["Use of bread in old towns: a short history.", "For those who import flour, the new price is high.", "If you return the basket (clean), we give it back to the next guest."])(
    "words of code in prose are prose: %s",
    (text) => expect(languageOf(text).language).toBe("en"),
  );
});

test("the characters of other paragraphs do not count", () => {
  const assamese = SENTENCES.find(([language]) => language === "as")![2];
  const bengali = SENTENCES.find(([language]) => language === "bn")![2];
  expect(languageOf(bengali).language).toBe("bn");
  expect(languageOf(assamese).language).toBe("as");
});
