"""Feeds: what is new on a board, on a post and in the changelog, for programs that look now and then."""

from server.endpoints.feeds.over_http import feed_routes

__all__ = ["feed_routes"]
