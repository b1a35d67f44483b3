"""What the server can do: curated tools, ServiceTitan's operations, and what they share."""
