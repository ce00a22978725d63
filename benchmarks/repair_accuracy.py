"""How well damaged text is repaired: clean text is damaged in every family's way, repaired, and compared.

    python benchmarks/repair_accuracy.py

prints, for every way of damaging and every sign, how many were lost, restored rightly, restored wrongly, and left; how
much of what is called certain is right; and what is changed in genuine text, where every change is a fault. The texts
were written for this purpose, before the rules were tuned to them.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from minmetals_site.text.repair import Repair, diagnose

SIGNS = "’‘“”–—…•"

CLEAN = {
    "analysis": """\
Example Mining’s “Second Act”: A Bet on Scale
Example Mining’s chairman visited the company’s northern plants on Friday, urging managers to make what he called a “decisive start” to the coming five-year plan. The visit—his third this year—was reported by the group’s own newspaper.
No new figures were published. What the report does offer is a change of tone: the group’s “core task” is no longer volume but “quality, cost, and discipline”—language that its investors have waited for since 2021.
The miners’ unions were not mentioned. Nor were the suppliers’ claims, which a court is expected to hear in April–May.
Analysts put the group’s 2024–25 revenue at $14–16 billion, depending on the copper price. A lead–zinc mine in the south, closed since 2019, is said to be worth 3–5% of that.
The report lists three priorities—ore, power, and people—but gives no budget for any of them. It doesn’t say who’ll pay, and it can’t say when.
“We’re not buying growth,” the chairman is quoted as saying. “We’re building it, mine by mine.”
His deputies’ remarks were shorter. One spoke of an industry–university–research alliance; another of a “national laboratory” that would be run by the group’s engineers.
What It Means
For rivals, the message is mixed. The group’s balance sheet is strong, but its projects—particularly those abroad—have been slow. Its “going out” policy, begun in the 1990s, has produced two large mines and many small ones.
The company’s shares rose 2.1% on the day…
""",
    "release": """\
On March 3, Example Group held its 2025 Work Conference to review the year’s results and set out the next year’s tasks. The meeting’s theme was “Stability First, Quality Always”.
The meeting noted that the group had met its targets: output of refined copper rose 8%, and the subsidiaries’ combined profit reached a record. “These results were hard won,” the report said.
The meeting stressed four points. First, the group must hold to its “one body, two wings” strategy. Second, it must deepen reform—above all of pay and promotion. Third, it must open new markets along the Asia–Europe corridor. Fourth, it must guard against “black swan” events.
• Strengthen exploration in the north–south belt
• Complete the Phase II smelter, with a capacity of 200–250 thousand tonnes
• Build a “zero-accident” culture in every mine’s teams
• Protect employees’ rights and pensioners’ benefits
Model workers’ representatives attended. The delegates’ proposals, the chair said, would be answered within 30–60 days.
The group’s party secretary asked leaders at all levels to “look at the ground, not at the sky”, and to treat each mine’s problems as their own.
It was the group’s view that China’s economy remained sound… and that demand for metals would recover in the second half.
""",
    "feature": """\
The town that copper built
“You could hear the mill from every kitchen,” says Ms Sample, who’s lived on the hill for 40 years. “Then, one morning, you couldn’t.”
The mine’s owners had promised jobs—hundreds of them—and a school. They’d built the road first. It’s still there, cracked but usable, and the children’s bus still takes it.
Mr Example, the foreman’s son, remembers the sign at the gate: “Safety is everyone’s job.” He laughs. “My father’s joke was that it should’ve said ‘someone else’s job’.”
What went wrong? The owners’ answer was the price of copper. The workers’ answer was the owners. Who was right? Perhaps both.
“I’d go back tomorrow,” he says. “But to what? There’s nothing left—no rails, no wires, nothing.”
The county’s plan is to turn the pit into a lake. Engineers say it’ll take 10–12 years to fill. The plan’s critics—there are many—say it’ll never be clean.
“They told us, ‘Wait and see,’” says Ms Sample. “We’ve waited. We’ve seen.”
In the ’90s the town had three bakeries. Today’s visitors find a petrol station, a shuttered cinema and, on Saturdays, Mrs O’Neill’s market stall. She sells apples, eggs and her sister’s honey.
“It isn’t much,” she says, “but it’s ours…”
""",
    "technical": """\
Recovery of rare earths from tailings
The plant’s feed contains 0.5–1.2% rare-earth oxides. Leaching at 80–90 °C for 2–3 hours dissolved most of the neodymium–praseodymium fraction, while the iron stayed behind.
A cost–benefit analysis—the first of its kind in the province—put the break-even price at $55–60 per kilogram. The authors call this “conservative”.
The solvent’s losses were below 1%. The so-called “third phase”, which forms when the acid–organic ratio is too high, wasn’t observed.
Spodumene comes in two forms: α-spodumene, which is inert, and the high-temperature form, which isn’t. The kiln’s task is to turn one into the other.
Reagents’ prices rose in 2022–2023. The model’s sensitivity to them is small: a 10–20% change moves the result by less than a point—well within the error.
The process was tested at 5, 10 and 15 kg—no larger. “Scale-up is the next step,” the authors write, “and it won’t be trivial.”
Nickel–cobalt separation followed the route of the earlier Example–Sample study, with the extractant’s concentration held at 0.4–0.6 M.
See pp. 112–118 for the method’s limits, and the editors’ note at the end…
""",
    "british": """\
Ministers have been warned that Britain’s reliance on imported minerals – chiefly from one country – is a “strategic weakness”.
The committee’s report, published on Monday, says the government’s own targets are “little more than hopes”. It calls for a stockpile – the first since the 1980s – and for a minister with a seat in cabinet.
“The country’s factories need lithium, cobalt and graphite,” the committee’s chair said. “They don’t need another strategy paper.”
The industry’s lobby group welcomed the report. Its members’ costs have risen by 15–20% in two years, it said – and by more in Scotland.
A spokesman for the department said ministers’ plans were “on track”. The programme’s budget, £50–60 million, would be spent by 2026–27.
Not everyone’s convinced. “It’s a list of good intentions,” said one official who asked not to be named – “and we’ve had plenty of those.”
""",
    "interview": """\
Q: You’ve said the market’s “asleep”. What did you mean?
A: I meant that nobody’s pricing in risk. Look at the dealers’ books. They’re long, they’re happy, and they’re wrong.
Q: Isn’t that what people said in 2019–20?
A: It is. And they were early, which isn’t the same as being wrong. I’d rather be early.
Q: What would change your mind?
A: A real discovery—not another press release. Or a government that says, “We’ll buy it all.” That’s happened before.
Q: And the juniors’ shares?
A: Most aren’t worth the paper. Some are. It’s the geologist’s job to know which—and mine to listen.
Q: You once called stockpiles “a tax on the lazy”. Do you still think so?
A: I’ve mellowed. Let’s say “a tax on the slow”. The point’s the same: you pay for what you didn’t do.
Q: Where will you be in five years?
A: Here, I hope—older, and no wiser…
""",
    "brief": """\
Highlights
• The group’s chairman visited two research institutes on January 31.
• The visit’s aim was to review a “national centre” for rare minerals.
• Output fell 3–4% in the first quarter.
• The subsidiaries’ merger is planned for June–July.
Example Corporation—one of the world’s five largest traders of tungsten—said it would move its offices to Xi’an. Staff weren’t consulted. The move’s cost, RMB 80–90 million, will be met from reserves.
Its board—led by Ms Sample since May—approved the plan on Thursday. Two directors’ votes were cast by proxy.
The “Big Four” traders now hold 60–65% of the market. Smaller firms’ margins are thin: the spread between Rotterdam and Shanghai—the trade’s usual yardstick—has narrowed to $4–6 a tonne.
“Nobody’s making money,” said one broker. “Nobody’s leaving, either.”
The ministry’s reply was brief: “We’re studying the matter.”
Disclaimer: This note is based on the company’s own statements, which we haven’t verified. It’s not investment advice.
""",
    "opinion": """\
Why “Friend-Shoring” Won’t Be Enough
There’s a comfortable idea going round the ministries: that if we can’t mine it, our friends will. It’s half true. Our friends’ mines are real; our friends’ refineries aren’t.
Consider gallium. The world’s supply is a by-product of alumina—and alumina’s economics are set by bauxite, power and caustic soda, not by what a chip maker wants. A “gallium policy” that ignores this isn’t a policy. It’s a wish.
Or take antimony, which nobody’s minister had heard of until its price tripled. The metal’s uses are dull—flame retardants, batteries, ammunition—and its mines are small. Five firms’ output covers most of the need. When one of them stops, everyone’s stock is gone within 6–8 weeks.
What’s to be done? First, stop pretending that permits are the problem. A permit’s delay costs 2–3 years; a smelter’s financing costs ten. Second, buy. Not “signal demand”, not “convene stakeholders”—buy, store, and rotate, as the armed forces’ fuel depots do.
Third, be honest about cost. The public’s patience with subsidies isn’t endless, and the taxpayers’ representatives will ask what they’ve got for their money. The answer had better be more than “resilience”.
None of this is new. The 1950s–1970s stockpiles were built by people who’d seen real shortages. Their successors’ successors sold them off, piece by piece, because the market—so they were told—would always provide.
It won’t…
""",
    "profile": """\
Profile: Example Resources
Founded in 1950–51, Example Resources is a state-owned group with interests in mining, trading and engineering. Its headquarters are in Beijing; its largest mine, in Peru’s highlands, is a joint venture with two local partners.
The group’s structure is simple: a holding company, six divisions, and some 40 listed or unlisted firms. The divisions’ heads report to the president, Ms Sample—an engineer by training who’s spent 30 years in the company.
Revenue in 2023 was about $45–50 billion. Net debt—including perpetual bonds—was twice the year’s EBITDA. The agency’s rating, “BBB+”, has a stable outlook.
The company describes itself as a “metals partner for a century”. Its critics describe it as slow. Both may be right: it’s rarely first, and it’s rarely absent.
In 2018–2020 it sold its shipping arm, its hotels and most of its real estate. “We went back to the rocks,” Ms Sample told employees in Changsha. “It’s what we’re good at.”
The China–Africa fund, which the group manages for the state, has stakes in seven mines. The fund’s rules forbid majority holdings; the mines’ operators are European or Canadian.
The group’s research arm, the Sample Institute, runs a zinc–indium pilot plant and a “deep ore” programme with three universities—the largest of its kind in Asia.
""",
    "speech": """\
“Comrades, friends,” the president began, “we meet at the end of a hard year.
“We’ve lost two mines to floods and one to politics. We’ve kept our word to our customers all the same.
“I won’t pretend that next year will be easier. It won’t. But I’ve seen your plans, and they’re good plans.”
He then turned to what he called the “three mountains”: debt, safety and age. The group’s debt, he said, “isn’t a number, it’s a habit”. Its safety record—better than most, worse than it should be—was every manager’s business.
As for age: “Half of our furnaces are older than half of our engineers.” That drew the evening’s only laugh.
He ended with the founders’ motto, “Dig deep, speak plainly”, and a list of the year’s best teams:
• Team 7, for the plant’s fastest restart
• Team 12, for cutting the smelter’s water use by 18–20%
• Teams 3–5, for the “Clean Pit” campaign
""",
    "guidance": """\
Sample Lithium Reports a “Record” Quarter—Then Cuts Its Outlook
Sample Lithium’s third-quarter results, released late Tuesday, look good at first glance: sales up 12–14% on the year, costs down, and a dividend for the first time since 2018. Look closer and the picture blurs.
The company’s guidance for 2026 now assumes prices of $9,000–$10,000 a tonne, down from $13,500. Its chief executive blamed “transient oversupply” and said customers’ inventories would normalize “within two to three quarters.” We’ve heard that before.
What’s changed isn’t demand. Battery makers’ orders are still growing at 20%–25% a year. What’s changed is supply—Africa’s new mines, China’s restarted lepidolite lines, and Chile’s looser quotas all arrived at once.
There’s also the matter of debt. Sample Lithium owes its parent—Example Holdings, which owns 51%—some $800 million. The loan’s terms aren’t public, but two people familiar with them called the covenants “tight.”
“If they breach, the parent gets the keys,” one said. “It’s as simple as that.”
Shareholders’ patience is wearing thin. The stock has lost a third of its value since January; its peers’ have lost a tenth.
None of this means that the company is doomed. Its Western Australian mine is among the world’s cheapest, its brine project—if it’s ever built—could be cheaper still, and its managers’ incentives are now tied to cash flow rather than tonnage.
But investors who bought the “white gold” story in 2021–22 should ask themselves what, exactly, they’re waiting for.
""",
    "delegation": """\
Chairman Sample meets delegation from the Republic’s Ministry of Mines
On the afternoon of June 5, Sample Li, chairman of Example Group, met with a delegation led by the country’s vice-minister of mines at the Group’s headquarters. The two sides exchanged views on deepening cooperation in exploration, smelting and “green” infrastructure.
Chairman Li welcomed the delegation’s visit and briefed them on the Group’s history, business layout and future development plan. He said that the Group attaches great importance to its partners’ concerns, and stands ready to “share opportunities, share results and share responsibility”.
The vice-minister said that his country’s 2030 Vision and China’s Belt and Road Initiative are highly compatible. He hoped that the Group’s technical strength—especially in deep-shaft construction—could help local companies “leapfrog” to modern mining.
Also present at the meeting were heads of the Group’s International Department, the Xi’an Research Institute and the Tai’an Equipment Works.
Adhering to the principle of “safety first, prevention foremost”, the Group’s subsidiaries have carried out safety inspections at all levels since May. The inspections’ results will be published in July–August.
As the old saying goes, “A long road tests a horse’s strength.” The Group’s 180,000 employees will forge ahead, live up to the Party’s trust and the people’s expectations, and write a new chapter in the metals industry’s high-quality development…
""",
    "questions": """\
Five things to know about tungsten
1. It’s hard to replace. Carbide tools, which account for roughly 60% of use, don’t have a substitute that’s both cheap and tough.
2. It’s mostly Chinese. China’s share of mine output is put at 80–85%; Vietnam’s is next, at 4–5%.
3. Prices don’t tell you much. Most metal changes hands under long-term contracts whose terms aren’t disclosed. Traders’ quotes—thin, late and often self-interested—fill the gap.
4. Recycling matters. Between 30% and 35% of supply is scrap. “The urban mine is the best mine,” as one recycler’s brochure has it.
5. Governments care. The European Union’s list of critical materials has included it since 2011; the Pentagon’s “Buy American” rules for magnets and tungsten take effect on January 1, 2027.
Could prices double? They could. Will they? That’s anybody’s guess.
Editor’s note: an earlier version of this article said Portugal’s mine closed in 2019. It didn’t. We’re sorry for the error.
""",
    "valley": """\
‘We Can’t Eat Copper’: A Valley’s Long Quarrel With Its Mine
The trucks start at five. By six the dust has reached Mrs Sample’s kitchen, and by seven it’s on the bread.
She’s 71. She has lived in the valley all her life, as did her parents and her parents’ parents. “I don’t hate the mine,” she says. “I hate that nobody asked.”
The mine’s owner—a consortium of three foreign firms—says it asked plenty of people. Its consultants held 214 meetings in 2009–2012, it says, and the minutes’ summaries are on its website.
“Minutes!” says Mrs Sample’s neighbour, a retired teacher. “I’ll tell you about minutes. I went to one of those meetings. A young man with a laptop said, ‘Any questions?’ and then, before we’d opened our mouths, he said, ‘Thank you, that’s very helpful.’”
In May, after the road’s third blockade in as many years, the government sent a mediator. He listened—really listened, people say—and then he went back to the capital. His report’s due in the autumn.
Meanwhile the price of copper has gone from $6,000 to $9,500, the mine’s output from 300,000 to 400,000 tonnes, and the valley’s share of the royalties from nothing to… nothing.
“They’ve built us a football pitch,” the teacher concedes. “It’s a good pitch. It’s just that the children’ve all gone to the city.”
""",
    "memo": """\
MEMO: Policy Options for Antimony, Gallium and Germanium
Summary. The January–March export data show a 60–70% fall in shipments. The ministry’s licensing regime—introduced in August 2023, tightened in December 2024—is working as designed. This note sets out the government’s options.
• Option 1: “Do nothing.” The market’s response (new supply, substitution, thrift) takes 3–5 years.
• Option 2: Stockpile. A reserve of 6–12 months’ consumption would cost $150–200 million at today’s prices.
• Option 3: “Friend-shore.” Canada’s and Australia’s by-product streams could meet perhaps a quarter of demand—but only if smelters’ treatment charges are subsidised.
• Option 4: Negotiate. The counterpart’s aims aren’t fully known; its officials’ statements are contradictory.
Our view is that options 2 and 3 aren’t alternatives. A stockpile without a pipeline is a museum; a pipeline without a stockpile is a hostage.
Risks: (a) the “announcement effect”—prices jump before the first purchase; (b) the auditors’ objections; (c) leaks.
Next steps: ministers’ decision by 15 May; industry’s comments by 30 June; first tenders in Q3–Q4.
""",
    "panel": """\
The conference’s second day opened with a panel on rare earth magnets. Its moderator, Dr. Example of the Sample Institute, asked whether the West’s “mine-to-magnet” plans were realistic.
“Realistic? Yes. Cheap? No,” said the first panelist, whose company’s plant in Texas is half-built. “You can’t compete on cost with someone who isn’t trying to make a profit.”
The second panelist—an academic—disagreed. “It isn’t about profit,” she said. “It’s about learning. They’ve been doing this for thirty years—we stopped in the 1990s. You don’t get that back by writing checks.”
A member of the audience asked about heavy rare earths: weren’t those the real bottleneck? “They are,” the moderator said, “and that’s tomorrow’s session.”
During the break, several delegates’ phones lit up with the same headline: Beijing had added seven elements—samarium, gadolinium, terbium, dysprosium, lutetium, scandium and yttrium—to its control list. Nobody finished their coffee.
“Well,” said Dr. Example, when the session resumed, “I suppose that answers the question.”
The dysprosium–terbium spread, traders said later, moved more in that hour than in the year’s first three months. By evening, offers were up 15–18%—where there were offers at all.
""",
}

GENUINE = {
    "Thai": "โครงการเหมืองแร่ของรัฐบาลเริ่มต้นในปีนี้ โดยมีโรงงานใหม่สองแห่ง รถบรรทุกและเรือขนส่งแร่ไปยังท่าเรือ ยอดขายโตขึ้นร้อยละ 5",
    "Thai in English": "The word โครงการ means project, รถ means car, and โรงงาน (rong-ngan) is a factory; the firm’s sign read “ยินดีต้อนรับ”.",
    "Greek": "Η εταιρεία ανακοίνωσε ότι η βιομηχανία μετάλλων «βρίσκεται σε καλό δρόμο» – και ότι τα αποτελέσματα του β΄ τριμήνου είναι θετικά.",
    "Greek letters": "The β-spodumene, the β phase and TGF-β differ; α and β are angles, β = 0.5, and β1 is smaller than β2 (β). Integrin α4β7.",
    "Greek in English": "The firm’s motto, “βαθιά σκάψε”, is Greek. A β test followed, then β-carotene and the α/β boundary.",
    "Hebrew": "החברה הודיעה כי גם השנה תגדל התפוקה. יום ג׳ הוא יום המסחר, סעיף ג בחוזה, והמחיר נקבע ב-5 במרץ.",
    "Hebrew in English": "The letter ג is the third; “גם” means also, and section ג of the firm’s contract says so.",
    "Russian": "Компания добыла 5 млн т руды, т. е. на 3% больше. «Это наш лучший год», – сказал директор. ТЗ и УК утверждены, ТВ сообщило.",
    "Russian in English": "The report said “добыча выросла на 5 т” and the firm’s partners in Норильск agreed; 12 т a day, ТВ and УК included.",
    "Chinese": "中国五矿集团召开年度工作会议，总结2024年工作，部署2025年任务。南京路、5路公交、掳掠、谩骂、漏洞、酶、眉毛与枚举都是常用字。",
    "Traditional Chinese": "稀土元素包括鏑、鈥、鉺、銩。鈥的原子序數是67，鈥（Ho）用於雷射。",
    "Chinese in English": "Holmium (鈥) is a rare earth; 鈥 is its traditional spelling, 钬 the simplified one. The office is on 南京路 (Nanjing 路) in 上海.",
    "Vietnamese": "Công ty khai thác khoáng sản đã công bố kết quả: sản lượng tăng 5%, nhân viên được tăng lương; âm thanh, cân, tâm, dân, châu Âu.",
    "French": "Le château de la Hâve, bâti à l’âge d’or, a gâté l’âme du pâtre : « Ça ne fait rien », dit-il. Grâce au théâtre, la tâche est lâche ? Non… À Pâques !",
    "French in English": "The château’s pâté was “très bon”; Mâcon, Neufchâtel and Pontchâteau have theirs. The âge d’or, a bâton, the Câmara – and a crème brûlée.",
    "Portuguese": "A Câmara dos Deputados aprovou o câmbio; o Atlântico é âmbito de cooperação. NÃO HÁ AMANHÃ À VISTA. “São só ilusões”, disse. Ângela está em Guimarânia.",
    "Romanian": "Când România a semnat, Brâncuși era tânăr. Pâine, câine, mâine, sfânt: „cuvinte” românești. Â este o literă.",
    "Turkish": "Kâr hâlâ yüksek; Mehmed Âkif ve dükkân. İŞÇİLER “hayır” dedi – ÇALIŞMA SÜRÜYOR…",
    "German": "Die Bergbaugesellschaft „Muster AG“ fördert 5–10 % mehr. Größe, Öl, Übermut: ÄÖÜ. Das war’s – fürs Erste…",
    "Polish": "Spółka „Miedź” zwiększyła wydobycie o 5–10%. Żółć, łąka, źródło, ŁÓDŹ. Zażółć gęślą jaźń…",
    "Spanish": "¿Qué pasó? ¡Nada! «El señor Muñoz», dijo, “está aquí”. Años, niñez, acción; el 5 % de la producción…",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy. „Těžba roste,“ řekl ředitel – o 5 %. ŘEDITEL ŠKODY.",
    "Arabic": "أعلنت الشركة أن الإنتاج ارتفع بنسبة ٥٪، وقال المدير: «هذا عام جيد»؛ فهل يستمر؟",
    "Japanese": "同社は「生産が5％増えた」と発表した。レアアース（希土類）の価格は？　ﾊﾝｶｸ文字も、ＡＢＣも、そのまま残す。",
    "Korean": "회사는 올해 생산량이 5% 늘었다고 발표했다. “좋은 해였다”고 대표는 말했다… 제 3분기?",
    "Hindi": "कंपनी ने कहा कि उत्पादन 5% बढ़ा है। “यह अच्छा वर्ष था,” निदेशक ने कहा।",
    "Ukrainian": "Компанія видобула 5 тис. т руди – «найкращий рік». Її плани: Їжак, Ґанок, Є, І. Вартість – 10 млн.",
    "Questions": "Who pays? Nobody knows. Why not? “Because?” See https://example.org/search?page=2&q=tin or ask: who?when?where? Really??",
    "Tables": "├── mines\n│   ├── copper\n│   └── zinc\n└── smelters ┬┤ ■□▪ • ½ ¼ © ® ™ § ¶ † ‡ ‰ € £ ¥ ° ± × ÷ µ",
    "Straight quotes": "It's \"fine\" -- don't 'fix' it. The miners' 5-10% rise; a 6' x 4\" board... and ``TeX'' quotes.",
}


class Damage(NamedTuple):
    """One way of damaging text."""

    name: str
    chunk: re.Pattern[str]
    """What is damaged by itself: a character, or for GBK a run of them with the letter that it swallows."""
    damaged: Callable[[str], str]
    apart: bool = False
    """Whether it is reported apart from the target."""


ONE = re.compile(r"[^\x00-\x7f]")
RUN = re.compile(r"[^\x00-\x7f]+[\x00-\x7f]?")
CONTROLS = re.compile(r"[\x80-\x9f]")


def read_as(codec: str, errors: str = "ignore") -> Callable[[str], str]:
    return lambda chunk: CONTROLS.sub("", chunk.encode().decode(codec, errors))


def one_sign(sign: str) -> Callable[[str], str]:
    return lambda chunk: sign if chunk in SIGNS else chunk


def refused_by_windows(chunk: str) -> str:
    """Return what a program writes that puts `?` for two bytes which are no pair, the space among them."""
    replaced = chunk.encode().decode("gbk", "replace")
    return re.sub("\ufffd ", "?", replaced).replace("\ufffd", "?") if "\ufffd" in replaced else replaced


DAMAGES = (
    Damage("TIS-620, controls dropped", ONE, read_as("iso8859_11")),
    Damage("windows-874, unknown dropped", ONE, read_as("cp874")),
    Damage("Thai, one sign for all", ONE, one_sign("โ")),
    Damage("ISO 8859-1, controls dropped", ONE, read_as("latin_1")),
    Damage("windows-1252, unknown dropped", ONE, read_as("cp1252")),
    Damage("Latin, one sign for all", ONE, one_sign("â")),
    Damage("ISO 8859-7, controls dropped", ONE, read_as("iso8859_7")),
    Damage("windows-1253, unknown dropped", ONE, read_as("cp1253")),
    Damage("Greek, one sign for all", ONE, one_sign("β")),
    Damage("ISO 8859-8, controls dropped", ONE, read_as("iso8859_8")),
    Damage("windows-1255, unknown dropped", ONE, read_as("cp1255")),
    Damage("Hebrew, one sign for all", ONE, one_sign("ג")),
    Damage("ISO 8859-5, controls dropped", ONE, read_as("iso8859_5")),
    Damage("Cyrillic, one sign for all", ONE, one_sign("т")),
    Damage("windows-1251, unknown dropped", ONE, read_as("cp1251")),
    Damage("GBK, unknown dropped", RUN, read_as("gbk")),
    Damage("GBK, unknown replaced", RUN, read_as("gbk", "replace")),
    Damage("GBK, ? for unknown pairs", RUN, refused_by_windows),
    Damage("GBK, one sign for all", ONE, one_sign("鈥")),
    Damage("U+FFFD for each sign", ONE, one_sign("\ufffd")),
    Damage("U+FFFD for each byte", ONE, lambda chunk: "\ufffd" * 3 if chunk in SIGNS else chunk),
    Damage("? for each sign", ONE, one_sign("?"), apart=True),
    Damage("? for each byte", ONE, lambda chunk: "???" if chunk in SIGNS else chunk, apart=True),
    Damage("UTF-8 as windows-1252", ONE, lambda chunk: chunk.encode().decode("latin_1").translate(WINDOWS)),
)
WINDOWS = {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


class Outcome(NamedTuple):
    """What became of one damaged chunk."""

    sign: str
    state: str
    """`right`, `wrong` or `left`."""
    certain: bool
    shown: str
    """The chunk in its surroundings, as it was repaired, for those who want to see the faults."""


def outcomes(clean: str, damage: Damage) -> Iterator[Outcome]:
    """Yield what became of each sign of a text. A repair may cover several chunks, which are then judged together."""
    parts: list[tuple[int, int, str]] = []
    damaged = ""
    at = 0
    for match in damage.chunk.finditer(clean):
        damaged += clean[at : match.start()]
        after = damage.damaged(match.group())
        parts.append((len(damaged), len(damaged) + len(after), match.group()))
        damaged += after
        at = match.end()
    damaged += clean[at:]
    repairs = diagnose(damaged).repairs
    for group, touching in _groups(parts, repairs):
        start, end = group[0][0], group[-1][1]
        want = _joined(damaged, [(s, e, chunk) for s, e, chunk in group], start, end)
        now = _joined(damaged, [(r.start, r.end, r.after) for r in touching], start, end)
        state = "right" if now == want else "wrong" if touching else "left"
        certain = bool(touching) and all(r.certainty == "certain" for r in touching)
        shown = f"{damaged[max(start - 30, 0) : start]}[{damaged[start:end]}→{now}|{want}]{damaged[end : end + 25]}"
        for _, _, chunk in group:
            for sign in chunk:
                if sign in SIGNS:
                    yield Outcome(sign, state, certain, shown)


Part = tuple[int, int, str]


def _groups(parts: list[Part], repairs: Sequence[Repair]) -> Iterator[tuple[list[Part], list[Repair]]]:
    """Yield chunks with the repairs that touch them, together where one repair touches several."""
    group: list[Part] = []
    for part in parts:
        if group and not any(r.start < group[-1][1] and part[0] < r.end for r in repairs):
            yield group, [r for r in repairs if r.start < group[-1][1] and group[0][0] < r.end]
            group = []
        group.append(part)
    if group:
        yield group, [r for r in repairs if r.start < group[-1][1] and group[0][0] < r.end]


def _joined(damaged: str, replacements: list[Part], start: int, end: int) -> str:
    text = ""
    at = start
    for first, last, new in replacements:
        text += damaged[at:first] + new
        at = max(last, at)
    return text + damaged[at:end]


def main() -> int:
    verbose = "--faults" in sys.argv
    total: Counter[str] = Counter()
    by_sign: dict[str, Counter[str]] = defaultdict(Counter)
    print(f"{'damage':32}{'lost':>6}{'right':>8}{'wrong':>8}{'left':>8}{'certain':>9}{'of it right':>13}")
    for damage in DAMAGES:
        found = [outcome for clean in CLEAN.values() for outcome in outcomes(clean, damage)]
        count = Counter(outcome.state for outcome in found)
        certain = [outcome for outcome in found if outcome.certain]
        right = sum(outcome.state == "right" for outcome in certain)
        print(
            f"{damage.name:32}{len(found):6}{count['right'] / len(found):8.1%}{count['wrong'] / len(found):8.1%}"
            f"{count['left'] / len(found):8.1%}{len(certain) / len(found):9.1%}{right / max(len(certain), 1):13.2%}"
        )
        if verbose:
            for outcome in found:
                if outcome.state != "right":
                    print("   ", "CERTAIN" if outcome.certain else "", outcome.state, repr(outcome.shown))
        if not damage.apart:
            total.update(count)
            total["certain"] += len(certain)
            total["certain right"] += right
            for outcome in found:
                by_sign[outcome.sign][outcome.state] += 1
    print()
    for sign in SIGNS:
        count = by_sign[sign]
        print(f"{sign}  {sum(count.values()):6}  right {count['right'] / max(sum(count.values()), 1):6.1%}")
    lost = total["right"] + total["wrong"] + total["left"]
    print(f"\nrestored: {total['right'] / lost:.2%} of {lost}; certain: {total['certain']}, right {total['certain right'] / total['certain']:.2%}")
    changed = 0
    for name, text in [*GENUINE.items(), *CLEAN.items()]:
        diagnosis = diagnose(text)
        changed += bool(diagnosis.repairs)
        for repair in diagnosis.repairs:
            print(f"CHANGED {name}: {repair}")
        for place in diagnosis.undecided:
            print(f"REPORTED {name}: {place}")
    print(f"genuine texts changed: {changed} of {len(GENUINE) + len(CLEAN)}")
    return int(changed > 0)


if __name__ == "__main__":
    sys.exit(main())
