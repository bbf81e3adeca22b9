-- How many texts of each board hold each word, as far as all who read the board may read them; only where the dictionary
-- is more than a quarter off, or (0) has a word that none of them holds any more.
with counted as (
    select post.board_id, word, count(*)::int as entry_count
    from search_entry
    join post on post.id = search_entry.post_id
    left join comment on comment.id = search_entry.comment_id,
    unnest(tsvector_to_array(search_entry.words)) as word
    where post.standing = 'published' and not post.is_private
      and (comment.id is null or comment.standing = 'published' and not comment.is_private)
      and length(word) between 2 and 40 and word !~ '[0-9#]'
    group by post.board_id, word
)
select search_word.id, coalesce(counted.entry_count, 0) as entry_count
from search_word
left join counted on counted.board_id = search_word.board_id and counted.word = search_word.word
where abs(coalesce(counted.entry_count, 0) - search_word.entry_count) * 4 >= search_word.entry_count
