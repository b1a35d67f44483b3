"""Outside systems other than ServiceTitan: one Protocol and one implementation each."""
