-- Every sentence with what a themes run needs: its origin, what it stands under, and where the latest complete run put
-- it. It stands under the title; where that is only the beginning of the body, as imports make it, under more of the
-- body. A title that several posts share, such as that of a form, tells what they are, not what they say: it is left out.
with shared as (select title from post group by title having count(*) > 2)
select segment.id, segment.text, post.language, post.channel, post.board_id,
       case
           when shared.title is not null
           then ''
           when starts_with(regexp_replace(left(post.body, 500), '\s+', ' ', 'g'), rtrim(post.title, ' …'))
           then left(post.body, 500)
           else post.title
       end as context,
       membership.theme_id, membership.subtheme_id
from segment
join post on post.id = segment.post_id
left join shared on shared.title = post.title
left join membership on membership.segment_id = segment.id and membership.run_id = ({current_run})
where post.standing = 'published'
order by segment.id
