"""What a build costs, and what a learner's first page costs, next to floors of the same run."""
