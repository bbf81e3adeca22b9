-- Lets only one transaction at a time count votes of the people $1, each in the order of their ids.
select pg_advisory_xact_lock(hashtextextended('votes of ' || id, 0)) from (select unnest($1::uuid[]) as id order by id) person
