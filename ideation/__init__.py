"""The domain and its storage: no web, no mail, no GraphQL."""
