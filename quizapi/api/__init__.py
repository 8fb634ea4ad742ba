"""The REST API: one module a resource, schemas on top and views below."""
