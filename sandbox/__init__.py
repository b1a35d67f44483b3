"""Local stand-ins for the systems a home-services company runs on."""
