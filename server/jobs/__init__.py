"""What happens on its own: one shallow file per job, and the worker that runs them."""

from server.jobs.worker import run_jobs

__all__ = ["run_jobs"]
