"""The domain events: one module per subject, one frozen model per kind of fact."""
