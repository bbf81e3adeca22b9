-- How many people {audience} holds.
select count(*) from ({audience}) as audience
