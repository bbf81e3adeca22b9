"""Signing in and out over GraphQL."""

from ideation.models import Delivery, Person, Session
from ideation.queries.people import signed_in_with

REQUEST_CODE = """
mutation Request($email: String!) {
  requestSignInCode(email: $email) {
    __typename
    ... on SignInCodeSent { email }
    ... on Refusal { message }
    ... on TooManyAttempts { retryAfterSeconds }
  }
}
"""
SIGN_IN = """
mutation SignIn($email: String!, $code: String!, $name: String) {
  signIn(email: $email, code: $code, name: $name) {
    __typename
    ... on SignedIn { viewer { email role isStaff mayManage person { name } } }
    ... on Refusal { message }
  }
}
"""
SIGN_OUT = "mutation { signOut { __typename } }"
VIEWER = "{ viewer { email mayManage unreadCount notifications { totalCount } } }"


async def mailed_code(address):
    return (await Delivery.filter(address=address).order_by("-due_at").first()).data["code"]


async def test_whoever_reads_their_mail_is_signed_in_and_joins_as_a_customer(ask):
    sent = await ask(REQUEST_CODE, email=" Zoe@Example.com ")
    answer = await ask(SIGN_IN, email="zoe@example.com", code=await mailed_code("zoe@example.com"), name="Zoë")

    assert sent == {"__typename": "SignInCodeSent", "email": "zoe@example.com"}
    assert answer["viewer"] == {
        "email": "zoe@example.com",
        "role": "CUSTOMER",
        "isStaff": False,
        "mayManage": False,
        "person": {"name": "Zoë"},
    }
    assert (await signed_in_with(ask.browser.token)).email == "zoe@example.com"


async def test_a_known_address_keeps_its_name_and_role(ask, ada):
    await ask(REQUEST_CODE, email="ADA@example.com")
    answer = await ask(SIGN_IN, email="ada@example.com", code=await mailed_code("ada@example.com"), name="Mallory")

    assert answer["viewer"]["person"]["name"] == "Ada"
    assert answer["viewer"]["role"] == "PRODUCT_MANAGER"


async def test_a_wrong_code_signs_nobody_in(ask, noor):
    await ask(REQUEST_CODE, email="noor@example.com")
    code = await mailed_code("noor@example.com")

    answer = await ask(SIGN_IN, email="noor@example.com", code=f"{(int(code) + 1) % 10**8:08}")

    assert answer["__typename"] == "CodeRefused"
    assert ask.browser.token is None
    assert await Session.all().count() == 0


async def test_asking_for_codes_too_often_is_refused_with_the_time_to_wait(ask):
    for _ in range(5):
        await ask(REQUEST_CODE, email="zoe@example.com")
    answer = await ask(REQUEST_CODE, email="zoe@example.com")

    assert answer["__typename"] == "TooManyAttempts"
    assert 0 < answer["retryAfterSeconds"] <= 600
    assert await Delivery.filter(address="zoe@example.com").count() == 5


async def test_what_is_no_address_gets_no_mail(ask):
    answer = await ask(REQUEST_CODE, email="zoe@\r\nBcc: all@example.com")

    assert answer["__typename"] == "InvalidInput"
    assert await Delivery.all().count() == await Person.all().count() == 0


async def test_signing_out_ends_the_session(ask, noor):
    await ask(REQUEST_CODE, email="noor@example.com")
    await ask(SIGN_IN, email="noor@example.com", code=await mailed_code("noor@example.com"))
    token = ask.browser.token

    assert await ask(SIGN_OUT, by=noor) == {"__typename": "SignedOut"}
    assert ask.browser.token is None
    assert await signed_in_with(token) is None


async def test_a_viewer_sees_themselves_and_nobody_else_is_seen(ask, ada):
    assert await ask(VIEWER) is None
    assert await ask(VIEWER, by=ada) == {
        "email": "ada@example.com",
        "mayManage": True,
        "unreadCount": 0,
        "notifications": {"totalCount": 0},
    }
