"""ServiceTitan's Telecom API: calls and opt outs."""
