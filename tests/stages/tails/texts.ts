/** Made-up articles and tails of several languages that the decisions are tested on. */

export const ENGLISH = [
  "How the ferry at Ostrow got its second bell",
  "For sixty years the ferry at Ostrow had one bell, and everybody in the village knew what it meant when it rang twice. The ferryman was late, the river was high, or somebody on the far bank had lost patience.",
  "Last autumn the carpenter Mira Lund brought a second one. She had found it in a barn, wrapped in sailcloth, and nobody could say which ship it had once belonged to.",
  "The two bells do not agree. One is bright and a little sharp, the other so low that you feel it in the planks before you hear it, and the ferryman has learned to ring them in turn.",
  "Children count the strokes on their way to school. The old people pretend not to listen, but they set their clocks by it.",
  "In spring the council will decide whether both may stay. Mira has already built the second frame, out of oak, and painted it green.",
];

export const GERMAN = [
  "Warum die Uhr am Lindenplatz wieder schlägt",
  "Elf Jahre lang stand die Uhr am Lindenplatz still, und niemand im Ort fragte noch, warum. Wer wissen wollte, wie spät es war, sah auf den Schatten des Brunnens.",
  "Im März stieg die Uhrmacherin Thea Brock zum ersten Mal auf den Turm. Sie fand ein Dohlennest, zwei gebrochene Zähne am Stundenrad und einen Zettel ihres Großvaters.",
  "Auf dem Zettel stand, dass das Pendel bei Frost um einen Fingerbreit kürzer gehängt werden muss. Danach hatte seit seinem Tod keiner mehr gesehen.",
  "Nun schlägt sie wieder, ein wenig zu früh, wie Thea Brock zugibt. Sie will es so lassen, damit die Kinder pünktlich zum Bus kommen.",
];

export const SPANISH = [
  "La panadera que hornea de noche",
  "Cuando el pueblo duerme, Elvira Montes enciende el horno de leña que heredó de su tía. Dice que la masa necesita silencio y que el frío de la madrugada la despierta.",
  "Durante años vendió solo a los pescadores que salían antes del alba. Ahora vienen de otros valles, y algunos esperan sentados en la acera con una manta.",
  "El secreto, según ella, no está en la harina. Está en una piedra negra que su tía trajo del río y que guarda el calor hasta el mediodía.",
  "Cada domingo cierra la puerta y no hornea para nadie. Ese día, explica, el pan lo hace su hija, que todavía está aprendiendo.",
];

export const JAPANESE = [
  "岬の灯台守が残した日誌",
  "岬の灯台に最後の灯台守がいたのは、もう四十年も前のことである。彼が残した日誌には、毎日の天気と、沖を通った船の名前だけが並んでいる。",
  "ところが冬のある日から、日誌には鳥の絵が増えはじめる。渡りの途中で窓にぶつかった鳥を、彼は一羽ずつ手当てしていたらしい。",
  "港の人々はそのことを長いあいだ知らなかった。孫娘の澄江さんが倉庫の箱を開けたとき、乾いた羽根が何枚も挟まっていたという。",
  "日誌は今年の秋から、村の小さな資料館で読むことができる。澄江さんは、絵の鳥の名前を一つずつ調べて札を書いている。",
];

export const CHINESE = [
  "山谷里的最后一座水磨",
  "这座水磨建在两条溪水汇合的地方，到今年已经转了一百二十年。磨坊的主人姓孟，他的爷爷和父亲都在这里磨过面。",
  "夏天水大的时候，磨盘一天可以磨完三百斤麦子。到了冬天溪水结冰，老孟就坐在门口修木齿轮，一坐就是一个下午。",
  "镇上早就有了电磨，来磨面的人却没有少。他们说水磨磨出来的面有一股青草的味道，蒸出来的馒头放两天也不硬。",
  "老孟的儿子去年从城里回来，学会了听水声判断磨盘的快慢。老孟说，这件事书上没有写，只能一天一天地听。",
];

export const KOREAN = [
  "언덕 위 작은 책방의 하루",
  "언덕 위의 책방은 아침 열 시가 되어야 문을 연다. 주인 한서윤 씨는 그 전에 화분에 물을 주고, 어제 팔린 책의 자리를 다른 책으로 채운다.",
  "손님은 많지 않지만 한 번 들어오면 오래 머문다. 창가의 의자는 세 개뿐이라 먼저 온 사람이 일어설 때까지 서서 읽는 이들도 있다.",
  "그는 책을 권하지 않는다. 대신 무엇을 읽고 울었는지 묻고, 대답을 들은 다음에 조용히 한 권을 꺼내 놓는다.",
  "겨울이 오면 책방은 해가 지기 전에 문을 닫는다. 언덕길이 얼어붙기 때문이다.",
];

/** Headlines of other stories, cut off at one length. */
export const ENGLISH_TEASERS = [
  "Seven kitchen tricks that plumbers wish you had ne...",
  "Football: Northgate sign striker from the second l...",
  "This actress bought a castle and what she found in...",
  "Interest rates may rise again in the coming quarte...",
  "Dog walks two hundred miles to find its former own...",
];

export const JAPANESE_TEASERS = [
  "人気俳優が選んだ意外な朝食とは、専門家も驚いた毎日の習慣を…",
  "来週の天気は大荒れか、気象台が早めの備えを呼びかけた理由を…",
  "新型の軽自動車が発売へ、燃費はこれまでの一・五倍になると発…",
  "一週間で部屋が片づく収納のこつ、捨てる前に考えたい三つの…",
];

export const CHINESE_TEASERS = [
  "这三种早餐千万不要再吃了，很多家长还天天做给孩子，赶紧看看...",
  "女子买下旧房子准备装修，拆开墙壁之后吓得说不出话来，原来是...",
  "今年冬天最流行的外套，穿上立刻瘦十斤，第二款已经卖到断货了...",
  "退休金又要上涨了，这几类人涨得最多，看看有没有你家里的老人...",
];
