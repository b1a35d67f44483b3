"""What benchmarks measure with: a bare server, a ServiceTitan without latency, a light client."""
