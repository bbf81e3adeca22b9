-- Gives the words $1 of the dictionary the counts $2; those that nothing holds any more (0) leave it.
with given as (select * from unnest($1::bigint[], $2::int[]) as given (id, entry_count)),
gone as (delete from search_word using given where search_word.id = given.id and given.entry_count = 0)
update search_word set entry_count = given.entry_count
from given where search_word.id = given.id and given.entry_count > 0
