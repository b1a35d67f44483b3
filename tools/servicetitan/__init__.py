"""Every operation of ServiceTitan's API as a typed function, and the client that calls them."""
