"""ServiceTitan's Marketing API: campaign costs, campaigns, categories and suppressions."""
