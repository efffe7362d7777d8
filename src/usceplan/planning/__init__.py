"""The best plan: candidates, the optimization problem, its solution."""
