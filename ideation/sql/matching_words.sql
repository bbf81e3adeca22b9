-- Which of the words $1, each in its language ($2), are found by the query at the same place of $3.
select word, language from unnest($1::text[], $2::text[], $3::text[]) as given (word, language, query)
where hearback_entry('', word, language) @@ query::tsquery
