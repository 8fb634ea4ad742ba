"""What the settings switch on towards other systems; joined here for web processes, workers and commands."""

import quizapi
from quizapi.services.systems import Systems
from quizapi.settings import Settings


def systems_of(settings: Settings) -> Systems:
    """The switches of the settings, with the values that those which are on need.

    Raises:
        SettingsError: The server's secret is needed and cannot be read.
    """
    needs_secret = settings.webhooks or settings.xapi_endpoint or settings.lti
    return Systems(
        base_url=settings.base_url,
        version=quizapi.__version__,
        secret=settings.server_secret().hex() if needs_secret else "",
        articles=settings.article_addresses,
        webhooks=settings.webhooks,
        one_roster=settings.one_roster,
        networks=settings.allowed_networks,
        ports=settings.allowed_ports,
        xapi_endpoint=settings.xapi_endpoint.rstrip("/"),
        xapi_user=settings.xapi_user,
        xapi_password=settings.xapi_password_value(),
        lti=settings.lti,
        lti_key_file=str(settings.lti_key_path),
    )
