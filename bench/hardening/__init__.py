"""What each level of hardening costs."""
