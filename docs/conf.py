"""How the documentation is built: `make docs`. The source is the repository, so that links work there too."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_extensions"))

project = "quizapi"
author = "the quizapi authors"
copyright = author
version = release = "0.1"
root_doc = "docs/index"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "http_api",
    "front_page",
]
source_suffix = {".md": "markdown"}
include_patterns = ["docs/**", "*.md", "plugins/*/README.md"]
exclude_patterns = [
    ".*",
    "build",
    "deploy",
    "docs/README.md",
    "docs/_*",
    "fixtures",
    "node_modules",
    "plugins/*/src",
    "quizapi",
    "README.md",
    "requirements",
    "scripts",
    "tests",
]
nitpicky = False
keep_warnings = False
default_role = "code"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# Links to files that are no pages (deploy/..., openapi.yaml) become downloads.
myst_links_external_new_tab = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "undoc-members": False}
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_custom_sections = [("Since", "notes_style")]
add_module_names = False

html_theme = "furo"
html_title = "quizapi"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {"source_repository": "", "footer_icons": []}
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True
