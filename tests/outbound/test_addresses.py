"""What may be asked, in every spelling that leads inside."""

import ipaddress

import pytest

from quizapi.outbound import ANY_PORT, AddressRefused, Guard

PUBLIC = "93.184.216.34"


def guard(*addresses: str, **changes: object) -> Guard:
    return Guard(resolver=lambda name: list(addresses or (PUBLIC,)), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://１２７.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://0/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.3.4/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:0:7f00:1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fec0::1]/",
        "http://[fd00::1]/",
        "http://[ff02::1]/",
        "http://[3fff::1]/",
        "http://[100::1]/",
        "http://[5f00::1]/",
        "http://[2001::1]/",
        "http://[2001:0:7f00:1::]/",
        "http://[2001:db8::1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[::ffff:127.0.0.1%251]/",
        "http://[::1]example.com/",
        "http://[127.0.0.1]/",
        "http://[v1.fe80::a]/",
        "http://192.0.0.1/",
        "http://192.88.99.1/",
        "http://203.0.113.9/",
        "http://127.000.000.001/",
        "http://127。0。0。1/",
        "http://127%2e0%2e0%2e1/",
        "http://example.com%00.inside/",
        "http://127.0.0.1#@example.com/",
        "http://example.com;@127.0.0.1/",
        "http://example.com:80:22/",
        "http://example.com:+80/",
        "http://example.com:８０/",
        "http://example.com:8_0/",
        "http://example.com\u2028/",
        "http:////127.0.0.1/",
        "http:127.0.0.1",
        "http://[::1",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://@example.com/",
        "http://example.com@127.0.0.1/",
        "http://example.com\\@127.0.0.1/",
        "http://127.0.0.1\\.example.com/",
        "http://example.com:22/",
        "http://example.com:8080/",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:x/",
        "http://exa mple.com/",
        "http://example.com/\r\nHost: inside",
        "http://example.com/\x00",
        "http://exam_ple..com/",
        "http://-example.com/",
        "http:///etc/passwd",
        "http://",
        "//example.com/",
        "example.com",
        "",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://127.0.0.1:6379/_x",
        "javascript:alert(1)",
        "http://example.com/" + "a" * 2000,
    ],
)
def test_what_is_not_asked(url: str) -> None:
    def inside(name: str) -> list[str]:
        # As the system's resolver would: old spellings of an IPv4 address are addresses to it.
        return ["127.0.0.1"] if name[:1].isdigit() else [PUBLIC]

    with pytest.raises(AddressRefused):
        Guard(resolver=inside).check(url)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:10.0.0.1", "fe80::1%eth0", "169.254.1.1"]
)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="public"):
        guard(address).check("http://example.com/")


def test_one_address_inside_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(AddressRefused, match="public"):
        guard(PUBLIC, "10.0.0.1").check("http://example.com/")


def test_a_name_without_an_address_is_refused() -> None:
    def unknown(name: str) -> list[str]:
        raise OSError(name)

    with pytest.raises(AddressRefused, match="no host"):
        Guard(resolver=unknown).check("http://nowhere.example/")
    with pytest.raises(AddressRefused, match="no host"):
        Guard(resolver=lambda name: []).check("http://nowhere.example/")


def test_a_public_name_passes_with_what_is_needed_to_ask_it() -> None:
    target = guard().check("HTTPS://Bücher.Example./straße?q=ü&x=%20#part")
    assert (target.scheme, target.host, target.port) == ("https", "xn--bcher-kva.example", 443)
    assert target.path == "/stra%C3%9Fe?q=%C3%BC&x=%20"
    assert (target.addresses, target.origin) == ((PUBLIC,), "https://xn--bcher-kva.example")


@pytest.mark.parametrize(
    "url", ["http://8.8.8.8/", "http://[2606:4700:4700::1111]/", "http://[::ffff:8.8.8.8]/"]
)
def test_public_addresses_themselves_pass(url: str) -> None:
    assert Guard().check(url).addresses


def test_a_network_can_be_allowed_and_nothing_beside_it() -> None:
    own = guard("10.1.2.3", networks=(ipaddress.ip_network("10.1.0.0/16"),))
    assert own.check("http://lms.school/").addresses == ("10.1.2.3",)
    with pytest.raises(AddressRefused):
        own.check("http://10.2.0.1/")
    with pytest.raises(AddressRefused):
        own.check("http://[::ffff:10.2.0.1]/")


def test_ports_can_be_allowed() -> None:
    assert guard(ports=frozenset({8443})).check("https://x.example:8443/").port == 8443
    assert guard(ports=ANY_PORT).check("https://x.example:9/").origin == "https://x.example:9"


def test_a_host_that_the_operator_named_may_be_anywhere() -> None:
    trusting = guard("10.0.0.9", trusted_hosts=frozenset({"lrs.school"}))
    assert trusting.check("http://lrs.school:8080/xapi").port == 8080
    with pytest.raises(AddressRefused):
        trusting.check("http://other.school/")
