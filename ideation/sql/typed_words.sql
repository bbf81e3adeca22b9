-- The words in each of the texts $1, in their order: the word without accents, its stems in each language as entries hold
-- them, and the languages in which it says nothing, such as en for "the".
with given as materialized (
    select number, hearback_apart(lower(normalize(said, NFC))) as written, hearback_words(said) as plain
    from unnest($1::text[]) with ordinality as given (said, number)
),
-- Read as it is written and as entries read it, see hearback_stems.
spelling as materialized (
    select distinct number, code, text
    from given, unnest(array['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']) as code,
    unnest(array[written, plain, hearback_accented(plain, code)]) as text
),
stem as materialized (
    select number, code, '#' || code || ':' || hearback_fold(lexeme) as stem, place
    from spelling, unnest(to_tsvector(hearback_configuration(code), text)) as token (lexeme, places),
    unnest(places) as place
    where octet_length(lexeme) <= 200
)
select given.number, word.lexeme as word,
       -- In Dutch the stem of a plural is the singular, whose own stem may be shorter: fietsen, fiets, fiet.
       array_append(
           array(select distinct stem.stem from stem where stem.number = given.number and place = any (word.places)),
           '#nl:' || word.lexeme) as stems,
       array(
           select code from unnest(array['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']) as code
           except select code from stem where stem.number = given.number and place = any (word.places)) as empty_in
from given, unnest(to_tsvector('simple', given.plain)) as word (lexeme, places)
order by given.number, word.places[1]
