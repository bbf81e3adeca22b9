-- Of the words {words}, each with its query at the same place of {queries}: those that no entry holds ({of_typed}), with
-- the words of the dictionaries of the {boards} that are about a typo away and that one holds ({of_close}).
select typed.word as typed, close.word
from (
    -- As it is, and with another ending than texts have: somebody may have mistyped the singular of a plural.
    select word, query,
           hearback_deletions(word) || hearback_deletions(word || 's') || hearback_deletions(left(word, -1)) as deletions
    from unnest({words}::text[], {queries}::text[]) as given (word, query)
) as typed
cross join lateral (
    select search_word.word, sum(search_word.entry_count) as entry_count
    from search_word join board on board.id = search_word.board_id
    where search_word.deletions && typed.deletions and {boards}
    group by search_word.word
    order by entry_count desc, search_word.word
    limit 20
) as close
where not exists ({of_typed}) and exists ({of_close})
order by typed.word, close.entry_count desc, close.word
