"""What happens on its own: one shallow file per job, and the worker that runs them."""
