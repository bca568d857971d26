"""What the reported facts amount to: knowledge, claims, projections, and the commands that print them."""
