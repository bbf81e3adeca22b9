"""Which words name a topic, and what its title is."""

from topics.documents import Word
from topics.naming import language_of, read, title


def best(*terms: str) -> list[Word]:
    return [Word(term, 1 - place / 20) for place, term in enumerate(terms)]


def named(*terms: str, written: tuple[str, ...] = ()) -> str:
    return title(best(*terms), [read(text, "en") for text in written])


def test_stop_words_are_those_of_the_texts_own_language() -> None:
    assert read("My car is lost and they don't answer", "en").terms == ["car", "lost", "answer"]
    assert read("Ma carte est perdue car on me l'a volée", "fr").terms == ["carte", "perdue", "volée"]
    assert read("De bezorger kwam niet, hij was te laat!", "nl").terms == ["bezorger", "kwam"]
    assert read("No puedo entrar con mi contraseña", "es").terms == ["entrar", "contraseña"]


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


def test_a_topic_without_words_has_an_empty_title() -> None:
    assert named() == ""
