"""Newer OpenAPI files of ServiceTitan against our operations: what is new, gone or different."""
