"""Every request, for any shell: prints nothing, reads no clock and no environment."""
