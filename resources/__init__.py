"""What can be read by address: tables and views, freshness, settings of the company."""
