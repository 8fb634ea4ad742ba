"""The one blueprint of all pages. Templates lie beside their views, one folder a page family."""

from flask import Blueprint

blueprint = Blueprint("web", __name__, template_folder=".")
