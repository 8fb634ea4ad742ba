"""Who said what: the plugin."""
