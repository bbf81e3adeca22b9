-- The person whose browser holds the session token with the digest $1, while it is valid.
select person.* from session join person on person.id = session.person_id
where session.digest = $1 and session.expires_at > clock_timestamp()
