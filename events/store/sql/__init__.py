"""What the engines that speak SQL share: the walks through the log, and the tables of read models."""
