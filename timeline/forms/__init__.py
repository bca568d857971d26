"""How a person types a fact, in any shell."""
