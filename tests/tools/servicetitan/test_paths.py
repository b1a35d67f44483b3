from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from tests.kit.patience import patiently
from tools.errors import BadArguments
from tools.servicetitan.client import Client
from tools.servicetitan.dispatch.gps_pings import GpsPings
from tools.servicetitan.limiter import LocalLimiter

OPERATION = GpsPings.create_gps_pings.operation
CLIENT = Client(
    api_url="http://127.0.0.1:9",
    auth_url="http://127.0.0.1:9",
    client_id="c",
    client_secret="s",
    app_key="k",
    tenant_id=77,
    limiter=LocalLimiter(),
)
NASTY = st.one_of(
    st.text(min_size=1),
    st.text("./\\%2eE?#;&\x00 ", min_size=1),
    st.sampled_from(["..%2F..", "%2e%2e", "1?x=y", "1#", "a;b", "%00"]),
)


@patiently
@given(NASTY)
def test_any_text_stays_one_segment_of_its_path_or_is_refused(text: str) -> None:
    try:
        call = OPERATION.validate({"gps_provider": text, "body": []})
    except BadArguments:
        return

    target = CLIENT._request(call, "t").url.raw_path.decode()

    before, _, after = OPERATION.path.replace("{tenant}", "77").partition("{gps_provider}")
    assert target.startswith(before)
    assert target.endswith(after)
    inside = target.removeprefix(before).removesuffix(after)
    assert not set(inside) & set("/?#\\")
    assert inside not in {".", ".."}
    assert unquote(inside) == text
