-- What hashes of address blocks are keyed with: the key that is kept here, which is $1 if there was none.
insert into address_key (key) values ($1) on conflict (id) do update set key = address_key.key returning key
