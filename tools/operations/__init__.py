"""ServiceTitan's operations as tools: checked, confirmed, sent once, read back, shaped."""

from tools.operations.tool import OperationTool

__all__ = ["OperationTool"]
