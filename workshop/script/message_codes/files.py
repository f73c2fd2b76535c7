"""E1: the file itself, and what it includes."""

from .wording import Wording

FILES: dict[str, Wording] = {
    "E117": Wording(
        "This file is larger than 512 KB.",
        "Move long texts into files that the script includes:  [Include: name](_file.md)",
        "A script may have 512 KB, which is about 200 printed pages.",
    ),
    "E118": Wording(
        "This script has more than 500 steps.",
        "Split it into several workshops.",
        "A script may have 500 steps. This one would keep people for days.",
    ),
    "E119": Wording(
        "The text of this step is longer than 16 KB.",
        "Split the step, or shorten the text: nobody reads that much on a phone.",
        "The text under one heading may have 16 KB, about six printed pages.",
    ),
    "E120": Wording(
        "This file is not plain text in UTF-8.",
        "Open it in a text editor and save it as plain text, encoding UTF-8.",
        "Word processors save other kinds of files. A script is a plain text file.",
    ),
    "E121": Wording(
        '"{name}" lies outside the folder of the scripts.',
        "Copy the file into the folder and name it without ../ or a leading /.",
        "A script reads files from its own folder only, so that a script from somebody else cannot read\n"
        "anything private of yours.",
    ),
    "E122": Wording(
        '"{name}" is not an ordinary file.',
        "Name a text file.",
        "Folders, devices and pipes cannot be read as a script.",
    ),
    "E123": Wording(
        'There is no file "{name}".',
        "Look at the spelling; capital letters count.",
        "The name must be exactly the file's, below the folder of the scripts.",
    ),
    "E124": Wording(
        'The name of an included file begins with _, and "{name}" does not.',
        "Rename the file:  {better}",
        "The _ tells that the file is a piece of scripts and no workshop of its own.",
    ),
    "E125": Wording(
        "Included files cannot be read here.",
        "Paste the steps in, or open the script from its folder.",
        "An include needs the folder of the scripts, which is not at hand for a single text.",
    ),
    "E126": Wording(
        "Files include each other more than 3 deep.",
        "Move the steps of {name} into this file.",
        "An included file may include another, three deep at most, and never itself.",
    ),
    "E127": Wording(
        "An include stands in a paragraph of its own.",
        "Put an empty line above and below it.",
        "Formatters join lines of one paragraph, and the include would become ordinary text.",
    ),
    "E128": Wording(
        "An included file has no title.",
        "Delete this line, or make it a part:  ## {title}",
        "The including script has the title already.",
    ),
    "E129": Wording(
        'I cannot open "{name}".',
        "Check that you are allowed to read the file.",
        "The computer refused to hand out the file.",
    ),
    "E130": Wording(
        "This workshop has no steps yet.",
        "Begin one:  ### Slide: Welcome (2 min)",
        "A step is a heading with three signs that names its kind.",
    ),
}
