-- Those of {audience} who are on the team.
select audience.* from ({audience}) as audience join person on person.id = audience.person_id where person.role <> 'customer'
