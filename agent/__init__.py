"""The running program: settings, clients, the server, and the surfaces people reach it by."""
