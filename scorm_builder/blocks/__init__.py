"""Our own kinds of block, one file a kind."""
