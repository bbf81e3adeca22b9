-- How many texts on the {boards} hold each of the {words}, about; a word that the dictionary lacks is not among them.
select search_word.word, sum(search_word.entry_count)::int as entry_count
from search_word join board on board.id = search_word.board_id
where search_word.word = any ({words}::text[]) and {boards}
group by search_word.word
