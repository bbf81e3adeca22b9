-- Makes one row of the tally out of all that say the same of posts, and none where there are no such posts any more.
with gathered as (
    delete from post_tally
    where (board_id, status, kind, is_private) in (
        select board_id, status, kind, is_private from post_tally
        group by board_id, status, kind, is_private having count(*) > 1)
    returning *
)
insert into post_tally
select board_id, status, kind, is_private, sum(number) from gathered
group by board_id, status, kind, is_private having sum(number) <> 0
