"""The API over HTTP and websocket."""

from server.endpoints.graphql.kept_answers import KeptAnswers
from server.endpoints.graphql.routes import graphql_routes

__all__ = ["KeptAnswers", "graphql_routes"]
