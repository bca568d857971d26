"""One dialogue told to readers outside: what exports and pages share."""
