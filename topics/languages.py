"""The words of each language that name no topic, and a guess at the language from them."""

from collections.abc import Iterable

# Contractions appear by their halves ("don't" is read as "don" and "t"); greetings and thanks are here too.
_LISTS = {
    "en": """
        a able about above across actually after again against ago ain all almost already also although
        always am an and another any anyone anything anyway are aren around as ask asked at away back be
        because been before being below between both but by came can can't cannot cant come comes coming
        could couldn d dear did didn do does doesn doing don done dont down during each either else enough
        etc even ever every everyone everything few find first for found from further gave get gets
        getting give given gives go goes going gone gonna good got great had hadn has hasn have haven
        having he hello help her here hers herself hey hi him himself his how however i i'm if ill im in
        instead into is isn it its itself ive just keep keeps kind know last least less let like likely ll
        look looking lot lots m made make makes making many may maybe me mean might mightn more most much
        must mustn my myself need needed needs needn neither never nice no nor not nothing now o of off
        often ok okay on once one ones only onto or other others our ours ourselves out over own per
        perhaps please pls possible probably put quite rather re really s said same saw say saying says
        see seem seems seen shall shan she should shouldn since so some someone something sometimes soon
        still such sure t take taken takes taking tell than thank thanks that the their theirs them
        themselves then there these they thing things think this those though thought through thus till to
        today together told too took toward tried tries try trying two u under unless until up upon us use
        used using ve very via want wanted wants was wasn way we well went were weren what whatever when
        where whether which while who whole whom whose why will wish with within without won wont would
        wouldn yes yet you your yours yourself yourselves
    """,
    "fr": """
        a ai ainsi alors après as assez au aucun aucune aujourd aussi autre autres aux avaient avais avait
        avant avec avez avoir avons ayant beaucoup bien bonjour bonsoir c ça car ce ceci cela celle celles
        celui cent ces cet cette ceux chaque chez chose comme comment contre d dans de déjà depuis
        dernière dernier des deux devrait dire dit doit donc dont du elle elles en encore entre es est et
        étaient était étant été êtes être eu eux fait faire fois font hui ici il ils j jamais je jusqu
        jusque juste l la là laquelle le lequel les leur leurs lors lorsque lui m ma mais malgré me même
        mêmes merci mes mettre moi moins mon n ne ni non nos notre nôtre nous on ont ou où par parce
        parfois pas pendant personne peu peut peuvent peux plus plusieurs plutôt point pour pourquoi
        pourrait pouvez pouvoir pouvons près presque puis puisque qu quand que quel quelle quelles quelqu
        quelque quelques quels qui quoi rien s sa sans sauf se sera serait ses seulement si sinon soit
        sommes son sont souvent sous suis sur svp t ta tant te tellement tes toi ton toujours tous tout
        toute toutes très trop tu un une va vais vers veut veux vient voici voilà voir vont vos votre
        vôtre voudrais vous vraiment y
    """,
    "nl": """
        aan achter af al alle alleen alles als altijd ander andere anders bedankt behalve ben bent beter
        bij bijna binnen bovendien daar daardoor daarna daarom dacht dan dank dat de deze die dit doe doen
        doet door dus echt echter een eens eerst eigenlijk elk elke en er ergens erg even gaan gaat ga
        geen gedaan geeft geen gemaakt genoeg gewoon ging goed graag groet had hadden hallo heb hebben
        hebt heeft heel hele helemaal hem hen het hier hierdoor hij hoe hoi hun iedere iedereen iemand
        iets ik in is ja je jij jou jouw jullie kan komen komt kon konden kun kunnen kunt laat laatste
        laten maak maakt maar maken man mag me mee meer meest meestal men met mij mijn minder misschien
        moest moet moeten mogelijk mogen na naar naast niemand niet niets nodig nog nooit nou nu of om
        omdat onder ons onze ook op over pas per precies s sinds sommige soms staan staat steeds t te
        tegen terug terwijl toch toe toen tot tussen twee u uit uw vaak van vanaf veel verder via vind
        vinden volgens voor vooral vraag waar waarom waren was wat we wel welke wie wij wil willen wilt
        word worden wordt zeer zei zelf zelfs zich zie zien ziet zij zijn zo zoals zodat zonder zou zouden
    """,
    "es": """
        a además ahora al algo alguien algún alguna algunas alguno algunos allí ante antes aquel aquella
        aquí así aun aún aunque ayer bajo bastante bien buen buena buenas bueno buenos cada casi como cómo
        con contra cosa cosas creo cual cuál cuales cualquier cuando cuándo cuanto cuánto da dan dar de
        debe deben decir deja del demás dentro desde después dice dijo donde dónde dos durante e el él
        ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso esos esta está están
        estaba estado estamos estar estas este esto estos estoy existe favor fue fueron fui ha haber había
        habían hace hacen hacer hacia haga han hasta hay he hecho hemos hola hoy igual incluso ir ja jamás
        la las le les lo los luego más me mejor menos mi mí mientras mis misma mismas mismo mismos mucha
        muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotros nuestra nuestras
        nuestro nuestros nunca o os otra otras otro otros para parece parte pero poco poder podemos podría
        pon poner por porque posible primero pude pueda puede pueden puedo pues que qué quien quién quiere
        quiero quizás saber se sé sea sean según ser será si sí sido siempre siendo sin sino sobre sois
        solo sólo somos son soy su sus tal también tampoco tan tanto te tener tengo ti tiempo tiene tienen
        toda todas todavía todo todos tras tu tú tus un una unas uno unos usted ustedes va vamos van veces
        ver vez voy y ya yo gracias
    """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch
        auf aus bei beim bekommen bin bis bist bitte bleibt da dabei dadurch daher damit dann danke das
        dass dein deine dem den denn der des deshalb dich die dies diese diesem diesen dieser dieses dir
        doch dort du durch ein eine einem einen einer eines einfach einige einmal er erst es etwas euch
        euer eure für ganz geben geht gemacht gerne gibt gut hab habe haben hallo hat hatte hatten heute
        hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem
        jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner können könnte lassen
        leider machen macht mal man mehr mein meine meinem meinen meiner mich mir mit möchte muss müssen
        nach nein nicht nichts nie noch nun nur ob oder oft ohne schon sehr sein seine seinem seinen
        seiner seit selbst sich sie sind so sogar soll sollte sondern sonst über um und uns unser unsere
        unter viel viele vom von vor während wann war waren warum was weil weiter welche welcher wenn wer
        werde werden wie wieder will wir wird wo wollen wurde wurden würde zu zum zur zwar zwei zwischen
    """,
    "it": """
        a abbiamo ad adesso agli ai al alcuni alla alle allo allora altre altri altro anche ancora avere
        aveva avete bene buongiorno c'è ciao che chi ci cioè come con contro cosa cosi così cui da dagli
        dai dal dalla dalle dallo davvero degli dei del dell della delle dello dentro di dopo dove due
        dunque e è ecco ed era erano essere fa fare fatto fino fra già gli grazie ha hai hanno ho i il in
        infatti io l la le lei li lo loro lui ma mai me meglio meno mentre mi mia mie miei mio molti molto
        ne né negli nei nel nella nelle nessun nessuno niente noi non nostra nostro nulla o ogni oggi
        oppure ora per perché però più poco poi possibile posso potete prima proprio può pure quale quali
        quando quanto quasi quella quelle quelli quello questa queste questi questo qui quindi sarebbe se
        sei sempre senza si sì sia siamo siete sono sopra sotto sta stata stato stesso su sua sue sugli
        sui sul sulla suo suoi tanto te ti tra troppo tu tua tue tuo tutta tutte tutti tutto un una uno va
        vi voi volta vorrei vostra vostro
    """,
    "pt": """
        a à agora ainda algo algum alguma alguns ali além antes ao aos após aquela aquele aqueles aqui
        aquilo as às assim até bem boa boas bom cada coisa com como contra da daquele das de dela delas
        dele deles depois desde dessa desse desta deste deve do dos e é ela elas ele eles em enquanto
        então entre era essa essas esse esses esta está estão estas estava este estes estou eu faz fazer
        fez fica foi for foram há hoje isso isto já lá lhe lhes mais mas me melhor menos mesmo meu meus
        minha minhas muita muitas muito muitos na não nada nas nem nenhum nenhuma no nos nós nossa nosso
        num numa nunca o obrigada obrigado olá onde os ou outra outras outro outros para pela pelas pelo
        pelos pode podem poder pois por porque porquê posso pouco pra qual quando quanto quase que quem
        quer quero se sei seja sem sempre ser será seu seus só sobre sou sua suas também tanto te tem têm
        tenho ter teu teve toda todas todo todos tu tua tudo um uma umas uns vai vão vez você vocês vou
    """,
}

STOP_WORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}


def guess(words: Iterable[str], otherwise: str) -> str:
    """The language whose everyday words (lower case) occur most; `otherwise` where none stands out."""
    words = list(words)
    votes = {language: sum(word in known for word in words) for language, known in STOP_WORDS.items()}
    best = max(votes.values())
    leading = [language for language, count in votes.items() if count == best]
    return leading[0] if len(leading) == 1 else otherwise
