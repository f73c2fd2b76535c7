"""E4: pictures, sounds, links."""

from .wording import Wording

MEDIA: dict[str, Wording] = {
    "E401": Wording(
        "This picture has no description for people who cannot see it.",
        "Write it between the brackets:  ![A path through a wood]({path})",
        "The description is read aloud by screen readers and shown where the picture cannot load.",
    ),
    "W401": Wording(
        "This picture has no description for people who cannot see it.",
        "Write it in brackets behind the file:  - answer: place on {path} (a map of the valley)",
        "It is read aloud by screen readers, and shown where the picture cannot load. Without the picture people find "
        "a place by words: top left, middle, and so on.",
    ),
    "E402": Wording(
        '"{path}" does not lie in the media folder.',
        "Copy the file there and write:  media/{name}",
        "Pictures and sounds are taken from `media/` beside the scripts only. A file from "
        "elsewhere on the net\n"
        "would tell a stranger who takes part.",
    ),
    "E403": Wording(
        'There is no file "{path}".',
        "Look at the spelling; capital letters count. A file that is not here yet comes in under Pictures, sounds and "
        "films.",
        "The file must lie in `media/` beside the script.",
    ),
    "W404": Wording(
        "This address is a placeholder: {host}.",
        "Put the real address before the workshop, or take it out.",
        "example.org and its sisters belong to nobody and lead nowhere.",
    ),
    "E402.elsewhere": Wording(
        "This lies elsewhere on the net, and nothing is fetched from there while people take part.",
        "Copy the file to media/ and name it here, or write a link that people may touch:  [Watch it]({path})",
    ),
    "E405": Wording(
        '"{path}" is not {what} that browsers play.',
        "Possible endings: {endings}.",
        "Browsers show and play a few kinds of files only.",
    ),
    "W407": Wording(
        "This reads like a file to show or to put in ({written}), but people read it as it is written.",
        "A picture:  ![what it shows](media/picture.png)   Alone on a line:  [Audio: what it is](media/sound.mp3)  "
        "[Video: what it is](media/film.mp4)  [Include: a name](_file.md)",
        "The signs decide: an exclamation mark right before the brackets, no space between them, the word with "
        "its colon.",
    ),
    "W407.link": Wording(
        "This link leads nowhere, for its address does not begin with https://",
        "Write:  {better}",
    ),
    "W406": Wording(
        "This text is too long for the back row: {lines} lines, and the shared screen has room for {room}.",
        "Make two steps of it, shorten it, or let the phones alone show it:  - show on: phones",
        "Letters on the shared screen are never smaller than those far behind can read: it holds a dozen lines.\n"
        "What is longer would be cut off there. On phones people scroll.",
    ),
}
