"""Safety claims proved over every possible person, by a circuit made from the protocol and a solver."""
