-- How many bursts meet {where}.
select count(*) from burst where {where}
