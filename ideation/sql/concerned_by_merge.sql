-- Everyone {behind} a duplicate that was merged or parted, who wrote the original, and whose proposal came true with it, each
-- once. $2: who did it, $3: the event, whose data names the original.
select distinct on (person_id) person_id, contribution, quote, post_id
from (
    select person_id, contribution, quote, post_id, 1 as place from ({behind}) as behind
    union all
    select post.author_id, 'wrote', post.title, post.id, 2
    from event join post on post.id = (event.data ->> 'post_id')::uuid where event.id = $3
    union all
    select by_id, 'proposed', coalesce(nullif(why, ''), post.title), post.id, 3
    from merge_proposal join post on post.id = merge_proposal.post_id where merge_proposal.event_id = $3
) as concerned
join person on person.id = person_id
join (post join board on board.id = post.board_id) on post.id = post_id
where person_id is distinct from $2 and hearback_reads(person.role, person.segment, board.access, board.segments)
order by person_id, place
