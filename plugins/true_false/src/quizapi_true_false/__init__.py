"""True or false: the plugin."""
