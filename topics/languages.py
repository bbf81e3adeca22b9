"""The words of each language that name no topic, and a guess at the language from them."""

from collections.abc import Iterable

# Contractions appear by their halves ("don't" is read as "don" and "t"); greetings, thanks, numbers and swear words
# are here too.
_LISTS = {
    "en": """
        a able about above across actually after again against ago ain all almost already also although always
        am amp an and another any anyone anything anyway are aren around arse as ask asked ass asshole at away
        back bastard be because been before being below between billion bitch bloody both bs bullshit but by
        came can can't cannot cant come comes coming could couldn crap crappy cunt d damn damned dear dick did
        didn do does doesn doing don done dont down during each eight either else enough etc even ever every
        everyone everything few find first five for found four from fuck fucked fuckin fucking further gave get
        gets getting give given gives go goes going gone gonna good got great guys had hadn has hasn have haven
        having he hell hello help her here hers herself hey hi him himself his how however hundred i i'm if ill
        im in instead into is isn it its itself ive just keep keeps kind know last least less let like likely ll
        lol look looking lot lots m made make makes making many may maybe me mean might mightn million more most
        much must mustn my myself need needed needn needs neither never nice nine no nor not nothing now o of
        off often ok okay omg on once one ones only onto or other others our ours ourselves out over own per
        perhaps piss pissed please pls possible probably put quite rather re really s said same saw say saying
        says second see seem seems seen seven shall shan she shit shitty should shouldn since six so some
        someone something sometimes soon still stupid such suck sucked sucks sure t take taken takes taking tell
        ten than thank thanks that the their theirs them themselves then there these they thing things think
        third this those though thought thousand three through thus till to today together told too took toward
        tried tries try trying two u under unless until up upon us use used using ve very via want wanted wants
        was wasn way we well went were weren what whatever when where whether which while who whole whom whose
        why will wish with within without won wont would wouldn wtf yeah yes yet you your yours yourself
        yourselves
    """,
    "fr": """
        a ai ainsi alors après as assez au aucun aucune aujourd aussi autre autres aux avaient avais avait avant
        avec avez avoir avons ayant beaucoup bien bonjour bonsoir bref c car ce ceci cela celle celles celui
        cent ces cet cette ceux chaque cher chez chère chose cinq comme comment contre ça d dans de depuis
        dernier dernière des deux devrait déjà dire dit dix doit donc dont du elle elles en encore entre es est
        et eu eux étaient était étant été êtes être faire fait fois font hui huit ici il ils j jamais je jusqu
        jusque juste l la laquelle là le lequel les leur leurs lors lorsque lui m ma mais malgré me merci merde
        mes mettre même mêmes mille moi moins mon n ne neuf ni non nos notre nous nôtre on ont ou où par parce
        parfois pas pendant personne peu peut peuvent peux plus plusieurs plutôt point pour pourquoi pourrait
        pouvez pouvoir pouvons presque près puis puisque putain qu quand quatre que quel quelle quelles quelqu
        quelque quelques quels qui quoi rien s sa sans sauf se sept sera serait ses seulement si sinon six soit
        sommes son sont sous souvent suis sur svp t ta tant te tellement tes toi ton toujours tous tout toute
        toutes très trois trop tu un une va vais vers veut veux vient voici voilà voir vont vos votre voudrais
        vous vôtre vraiment y
    """,
    "nl": """
        aan acht achter af al alle alleen alles als altijd ander andere anders bedankt behalve ben bent beste
        beter bij bijna binnen bovendien daar daardoor daarna daarom dacht dan dank dat de deze die dit doe doen
        doet door drie duizend dus echt echter een eens eerst eerste eigenlijk elk elke en er erg ergens even ga
        gaan gaat gedaan geeft geen gemaakt genoeg gewoon ging goed graag groet had hadden hallo heb hebben hebt
        heeft heel hele helemaal hem hen het hier hierdoor hij hoe hoi honderd hun iedere iedereen iemand iets
        ik in is ja jammer je jij jou jouw jullie kan komen komt kon konden kun kunnen kunt kut laat laatste
        laten maak maakt maar mag maken man me mee meer meest meestal men met mij mijn minder misschien moest
        moet moeten mogelijk mogen na naar naast negen niemand niet niets nodig nog nooit nou nu of om omdat
        onder ons onze ook op over pas per precies s shit sinds sommige soms staan staat steeds t te tegen terug
        terwijl tien toch toe toen tot tussen twee tweede u uit uw vaak van vanaf veel verder verdomme via vier
        vijf vind vinden volgens voor vooral vraag waar waarom waren was wat we wel welke wie wij wil willen
        wilt word worden wordt zeer zei zelf zelfs zes zeven zich zie zien ziet zij zijn zo zoals zodat zonder
        zou zouden
    """,
    "es": """
        a acerca además ahora al algo alguien alguna algunas alguno algunos algún allí ante antes aquel aquella
        aquí así aun aunque aún ayer bajo bastante bien buen buena buenas bueno buenos cada casi cien cinco como
        con contra coño cosa cosas cómo creo cual cuales cualquier cuando cuanto cuatro cuál cuándo cuánto da
        dan dar de debe deben debería deberían decir deja del demás dentro desde después dice diez dijo donde
        dos dónde durante e el ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso esos
        esta estaba estado estamos estar estas está están este esto estos estoy existe él favor fue fueron fui
        gracias ha haber había habían hace hacen hacer hacia haga han hasta hay he hecho hemos hola hoy igual
        incluso ir ja jamás joder la las le les lo los luego más me mejor menos mi mientras mierda mil mis misma
        mismas mismo mismos mí mucha muchas mucho muchos muy nada nadie ni ninguna ninguno ningún no nos
        nosotros nuestra nuestras nuestro nuestros nueve nunca o ocho os otra otras otro otros para parece parte
        pero poco podemos poder podría pon poner por porque posible primera primero pude pueda puede pueden
        puedo pues puta que qué quien quiere quiero quién quizás saber se sea sean segunda segundo según seis
        ser será seria sería sé si sido siempre siendo siete sin sino sí sobre sois solo somos son soy sólo su
        sus tal también tampoco tan tanto te tema tener tengo ti tiempo tiene tienen toda todas todavía todo
        todos tras través tres tu tus tú un una unas uno unos usted ustedes va vamos van veces ver vez voy y ya
        yo
    """,
    "de": """
        aber acht alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch
        auf aus bei beim bekommen bin bis bist bitte bleibt da dabei dadurch daher damit danke dann das dass
        dein deine dem den denn der des deshalb dich die dies diese diesem diesen dieser dieses dir doch dort
        drei du durch ein eine einem einen einer eines einfach einige einmal er erst erste es etwas euch euer
        eure fünf für ganz geben geht gemacht gerne gibt gut hab habe haben hallo hat hatte hatten heute hier
        hin hinter hundert ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden
        jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner können könnte lassen leider machen
        macht mal man mehr mein meine meinem meinen meiner mich mir mit möchte muss müssen nach nein neun nicht
        nichts nie noch nun nur ob oder oft ohne scheiße schon sechs sehr sein seine seinem seinen seiner seit
        selbst sich sie sieben sind so sogar soll sollte sondern sonst tausend um und uns unser unsere unter
        über verdammt viel viele vier vom von vor wann war waren warum was während weil weiter welche welcher
        wenn wer werde werden wie wieder will wir wird wo wollen wurde wurden würde zehn zu zum zur zwar zwei
        zweite zwischen
    """,
    "it": """
        a abbiamo ad adesso agli ai al alcuni alla alle allo allora altre altri altro anche ancora avere avete
        aveva bene buongiorno c'è cazzo cento che chi ci ciao cinque cioè come con contro cosa cosi così cui da
        dagli dai dal dalla dalle dallo davvero degli dei del dell della delle dello dentro di dieci dopo dove
        due dunque e ecco ed era erano essere è fa fare fatto fino fra già gli grazie ha hai hanno ho i il in
        infatti io l la le lei li lo loro lui ma mai me meglio meno mentre merda mi mia mie miei mille mio molti
        molto ne negli nei nel nella nelle nessun nessuno né niente noi non nostra nostro nove nulla o oggi ogni
        oppure ora otto per perché però più poco poi possibile posso potete prima primo proprio può pure quale
        quali quando quanto quasi quattro quella quelle quelli quello questa queste questi questo qui quindi
        sarebbe se seconda secondo sei sempre senza sette si sia siamo siete sì sono sopra sotto sta stata stato
        stesso su sua sue sugli sui sul sulla suo suoi tanto te ti tra tre troppo tu tua tue tuo tutta tutte
        tutti tutto un una uno va vi voi volta vorrei vostra vostro
    """,
    "pt": """
        a agora ainda além algo algum alguma alguns ali antes ao aos após aquela aquele aqueles aqui aquilo as
        assim até à às bem boa boas bom cada cem cinco coisa com como contra da daquele das de dela delas dele
        deles depois desde dessa desse desta deste deve dez do dois dos duas e ela elas ele eles em enquanto
        então entre era essa essas esse esses esta estas estava está estão este estes estou eu é faz fazer fez
        fica foi for foram há hoje isso isto já lá lhe lhes mais mas me melhor menos merda mesmo meu meus mil
        minha minhas muita muitas muito muitos na nada nas não nem nenhum nenhuma no nos nossa nosso nove nós
        num numa nunca o obrigada obrigado oito olá onde os ou outra outras outro outros para pela pelas pelo
        pelos pode podem poder pois por porque porquê porra posso pouco pra primeira primeiro qual quando quanto
        quase quatro que quem quer quero se segunda segundo sei seis seja sem sempre ser será sete seu seus
        sobre sou só sua suas também tanto te tem tenho ter teu teve têm toda todas todo todos três tu tua tudo
        um uma umas uns vai vão vez você vocês vou
    """,
}

# Small words that may stand inside a phrase: "waiting for my card".
_LINKS = {
    "en": "a an and at by for from in my of on or our s the their to with your",
    "fr": "à au aux d de des du en et l la le les ma mes mon ou par pour sa ses son sur un une",
    "nl": "aan bij de een en het in met mijn naar of op te uit van voor",
    "es": "a al con de del el en la las los mi mis o para por su sus un una y",
    "de": "am an auf bei das dem den der des die ein eine für im in mein meine mit oder und von vom zu zum zur",
    "it": "a ai al alla con da dal dei del della delle di e gli i il in l la le lo mia mio nel nella o per un una",
    "pt": "a ao aos as com da das de do dos e em meu minha na no nos o os ou para pela pelo por um uma",
}

LINKS = {language: frozenset(words.split()) for language, words in _LINKS.items()}
STOP_WORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}


def guess(words: Iterable[str], otherwise: str) -> str:
    """The language whose everyday words (lower case) occur most; `otherwise` where none stands out."""
    words = list(words)
    votes = {language: sum(word in known for word in words) for language, known in STOP_WORDS.items()}
    best = max(votes.values())
    leading = [language for language, count in votes.items() if count == best]
    return leading[0] if len(leading) == 1 else otherwise
