"""Which words name a topic, and what its title is."""

from topics.documents import Word
from topics.reading import language_of, read
from topics.titles import still_tells, telling, title


def best(*terms: str) -> list[Word]:
    return [Word(term, 1 - place / 20) for place, term in enumerate(terms)]


def named(*terms: str, written: tuple[str, ...] = ()) -> str:
    return title(best(*terms), [read(text, "en") for text in written])


def test_stop_words_are_those_of_the_texts_own_language() -> None:
    assert list(read("My car is lost and they don't answer", "en").terms) == ["car", "lost", "answer"]
    assert list(read("Ma carte est perdue car on me l'a volée", "fr").terms) == ["carte", "perdue", "volée"]
    assert list(read("De bezorger kwam niet, hij was te laat!", "nl").terms) == ["bezorger", "kwam"]
    assert list(read("No puedo entrar con mi contraseña", "es").terms) == ["entrar", "contraseña"]


def test_the_language_is_guessed_from_everyday_words() -> None:
    guesses = [
        language_of(text, otherwise="?")
        for text in (
            "The app is slow",
            "L'appli est trop lente",
            "De app is erg traag",
            "La app está muy lenta",
            "Dashboard!",
        )
    ]
    assert guesses == ["en", "fr", "nl", "es", "?"]


def test_a_title_says_no_word_twice_in_any_form() -> None:
    assert named("deposit", "deposits", "depositing", "cheque") == "Deposit, cheque"
    assert named("card lost", "lost card", "lost", "delivery") == "Card lost, delivery"
    assert named("atm atm", "atm") == "Atm"


def test_a_title_prefers_the_pair_that_says_more() -> None:
    assert named("identity", "verify identity", "prove") == "Verify identity, prove"


def test_a_title_is_written_as_people_write_it() -> None:
    written = (
        "I am waiting for my card",
        "Still waiting for my card",
        "My ATM failed",
        "The ATM ate it",
        "LOST ATM",
    )
    assert named("waiting card", "atm", written=written) == "Waiting for my card, ATM"


def test_a_phrase_is_told_whole() -> None:
    written = ("The trains to Sri Lanka are late", "Nobody flies to Sri Lanka", "Is Sri Lanka far?")
    assert named("sri", "late", written=written) == "Sri Lanka, late"


def test_what_is_shouted_is_not_repeated_so() -> None:
    written = ("I owe CALIBER HOME LOANS nothing", "and CALIBER HOME LOANS knows", "while NBA TV is fine", "on NBA TV")
    assert named("caliber home", written=written) == "Caliber home"
    assert named("nba tv", written=written) == "NBA TV"


def test_phrases_end_at_punctuation_and_at_words_that_tell_nothing() -> None:
    assert list(read("Business Lounge - Sydney: how long will my cash take?", "en").pairs) == ["business lounge"]
    assert list(read("The medal of freedom", "en").pairs) == ["medal freedom"]


def test_masks_and_numbers_and_swear_words_name_nothing() -> None:
    assert list(read("On XX/XX/2019 XXXX took five damn ____ 12", "en").terms) == []


def test_a_title_that_is_taken_says_more() -> None:
    words = best("card", "lost", "stolen", "blocked", "pin")
    first = title(words, [])
    second = title(words, [], taken={first.lower()})
    assert (first, second) == ("Card, lost, stolen", "Card, lost, stolen, blocked")
    assert title(best("card"), [], taken={"card", "card 2"}) == "Card 3"


def test_words_that_say_the_same_are_told_once() -> None:
    told = telling(best("deposit", "deposits", "wi fi", "fi wi", "cheque deposit", "love love"))
    assert [word.text for word in told] == ["cheque deposit", "wi fi"]


def test_a_title_lasts_while_the_words_tell_it() -> None:
    assert still_tells("Waiting for my card, ATM", best("card waiting", "delivery", "atm"), "en")
    assert not still_tells("Waiting for my card, ATM", best("exchange rate", "currency", "card"), "en")
    assert not still_tells("", best("card"), "en")


def test_a_topic_without_words_has_an_empty_title() -> None:
    assert named() == ""
