"""What tests of several folders share: databases, the made-up company, bare clients."""
