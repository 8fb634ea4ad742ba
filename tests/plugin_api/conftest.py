"""The sample plugin beside this file is a distribution of its own, with tests of its own."""

collect_ignore = ["hotspot"]
