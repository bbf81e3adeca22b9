"""The API over HTTP and websocket."""

from server.endpoints.graphql.routes import graphql_routes

__all__ = ["graphql_routes"]
