"""Cause and effect: the plugin."""
