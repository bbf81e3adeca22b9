-- The first $2 words of the text $1, in their order and each once: the word without accents, its stem in each language
-- as entries hold it, and the languages in which it says nothing, such as en for "the".
with parsed as (
    select written, plain, min(position) as position
    from (
        select lexeme as written, positions[1] as position
        from unnest(to_tsvector('simple', hearback_apart(lower(normalize($1::text, NFC)))))
    ) as token,
    unnest(tsvector_to_array(to_tsvector('simple', hearback_words(written)))) as plain
    group by written, plain
    order by position, plain
    limit $2
)
select plain as word,
       array(
           select distinct '#' || code || ':' || hearback_fold(stem)
           from unnest(array['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']) as code,
           unnest(array[written, plain, hearback_accented(plain, code)]) as spelling,
           unnest(ts_lexize(hearback_dictionary(code), spelling)
                  -- In Dutch the stem of a plural is the singular, whose own stem may be shorter: fietsen, fiets, fiet.
                  || case when code = 'nl' then array[plain] else '{}' end) as stem
           where octet_length(stem) between 1 and 200
       ) as stems,
       array(
           select code from unnest(array['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']) as code
           where ts_lexize(hearback_dictionary(code), written) = '{}'
       ) as empty_in
from parsed
order by position
