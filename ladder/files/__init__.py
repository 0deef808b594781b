"""What lies on disk whoever owns it: whole writes, archives, what can be made again, processes."""
