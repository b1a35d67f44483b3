"""The commands of `perfect-catch`, one module per word that needs more than a line."""

from agent.deferral import build_wire_models_when_used

build_wire_models_when_used()
