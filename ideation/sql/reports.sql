-- One row per report that meets {where}, the newest first, at most {limit}, with who wrote it.
select report.id, report.outcome, report.title, report.body, report.told_count, report.created_at, report.post_id,
       report.theme_id, author.id as author_id, author.name as author_name, author.role as author_role
from report
join person author on author.id = report.author_id
left join board on board.id = report.board_id
left join post on post.id = report.post_id
where {where}
order by report.created_at desc, report.id desc
limit {limit}
