-- One row per burst that meets {where}, the newest first, with how many of its votes still stand and who decided about it.
select burst.*, (select count(*) from vote where vote.burst_id = burst.id) as vote_count,
       decider.id as decider_id, decider.name as decider_name, decider.role as decider_role
from burst
left join person decider on decider.id = burst.decided_by_id
where {where}
order by burst.created_at desc, burst.id desc
limit {limit}
