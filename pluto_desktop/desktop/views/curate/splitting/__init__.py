"""Making two songs of one."""
