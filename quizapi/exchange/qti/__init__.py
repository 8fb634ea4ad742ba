"""QTI 2.1 and 3: packages of one XML file an item."""
