"""What the sample company announced in its changelog."""

from dataclasses import dataclass

from server.sample.company import SampleMoment


@dataclass(frozen=True)
class SampleEntry:
    """One entry, the posts that it answers by their keys, and the board whose readers read it, if not everyone does."""

    title: str
    body: str
    version: str
    published: SampleMoment
    posts: tuple[str, ...]
    board: str | None = None


ENTRIES = (
    SampleEntry(
        title="Signing in without waiting for a code",
        body=(
            "You told us about codes that arrive after they have expired, and about platforms without a ticket.\n\n"
            "- **Passkeys:** sign in with your face, your finger or your key, under *Profile, Sign-in*.\n"
            "- Codes now live for **15 minutes** instead of 5, and only the newest one counts.\n"
            "- Tickets stay on the phone after you sign out.\n"
            "- With a screen reader, the code is one heading in the mail, and the field accepts pasting."
        ),
        version="6.3",
        published=SampleMoment(65, 600),
        posts=(
            "passkeys-please",
            "code-arrives-after-it-has-expired",
            "standing-on-the-platform-without-a-ticket-because-of-a-login-code",
            "digits-are-read-out-one-by-one-by-my-screen-reader-with-the-word-comma",
            "five-minutes-for-a-login-code-is-nothing",
        ),
    ),
    SampleEntry(
        title="Dogs in the cabin, and coaches without any",
        body=(
            "Eight cabins on the **Petrel** and six on the **Guillemot** take dogs. They are always the same ones, on "
            "one corridor.\n\nWhoever would rather sleep far from dogs can see that too: the booking now says which "
            "coaches are dog-free. The *Kittiwake* follows after her dock visit."
        ),
        version="",
        published=SampleMoment(36, 640),
        posts=("please-let-dogs-sleep-in-the-cabin", "other-peoples-dogs"),
    ),
    SampleEntry(
        title="Films and audio books without a line to the outside",
        body=(
            "The entertainment portal plays everything from a disk on the train or the ship. It no longer matters "
            "whether there is a network between Dax and the border.\n\n> Finally something to watch in the tunnel."
        ),
        version="6.4",
        published=SampleMoment(11, 700),
        posts=("offline-mode-for-the-entertainment-portal",),
        board="ideas",
    ),
)
