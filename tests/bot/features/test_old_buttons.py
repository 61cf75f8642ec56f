"""Messages stay in channels for years: whatever stands on them is understood by today's bot as it was meant."""

from typing import Any

import pytest
from discord import ui

from bot.features import BUTTONS, FORMS, MENUS, PAGES
from bot.features.choosing import Page
from bot.ui.forms import NumberedModal
from bot.ui.persistent import NumberedButton, NumberedMenu

OLD = {
    "adminrole:0": ("AdminRoleMenu", 0),
    "adminrole:2": ("AdminRoleMenu", 2),
    "answer:12": ("AnswerButton", 12),
    "answers:3": ("AnswersPageButton", 3),
    "cancel:1764486000123": ("CancelButton", 1764486000123),
    "channel:1": ("ChannelMenu", 1),
    "context:12": ("ContextButton", 12),
    "digest:1764000000:2": ("DigestButton", 1764000000, 2),
    "dismiss:12": ("DismissButton", 12),
    "down:12": ("DownButton", 12),
    "dropgolden": ("DropGoldenMenu",),
    "edit:12": ("EditButton", 12),
    "elsewhere:0:1": ("ElsewhereButton", 0, 1),
    "export:0": ("ExportButton", 0),
    "failures:4:1": ("FailuresButton", 4, 1),
    "forget": ("ForgetButton",),
    "forgetnow:1234567890123456789": ("ForgetNowButton", 1234567890123456789),
    "give:12": ("GiveButton", 12),
    "home": ("HomeMenu",),
    "keep:4": ("KeepButton", 4),
    "language:0": ("LanguageMenu", 0),
    "leaveit": ("LeaveButton",),
    "mode:1:1234567890123456789": ("ModeMenu", 1, 1234567890123456789),
    "more:12": ("MoreButton", 12),
    "names": ("NamesButton",),
    "optin": ("OptInButton",),
    "optout": ("OptOutButton",),
    "optoutnow:1234567890123456789": ("OptOutNowButton", 1234567890123456789),
    "outline:71776119061217280:4294967295:1": ("SectionMenu", 71776119061217280, 4294967295, 1),
    "outlinepage:71776119061217280:4294967295:1": ("SectionsButton", 71776119061217280, 4294967295, 1),
    "person:12": ("AskPersonButton", 12),
    "places:3": ("PlacesMenu", 3),
    "post:12:1234567890123456789": ("PostButton", 12, 1234567890123456789),
    "refuse:0:1": ("RefuseButton", 0, 1),
    "remove:4": ("RemoveButton", 4),
    "retire:12": ("RetireButton", 12),
    "section:12:2": ("SectionButton", 12, 2),
    "solved:1234567890123456789": ("SolvedButton", 1234567890123456789),
    "sources:1": ("PageButton", 1),
    "status:1": ("StatusButton", 1),
    "sureness:1:1234567890123456789": ("SurenessButton", 1, 1234567890123456789),
    "teamrole:2": ("TeamRoleMenu", 2),
    "tell:12": ("TellButton", 12),
    "topic:12": ("TopicButton", 12),
    "trial": ("TrialButton",),
    "turn:12:3": ("TurnButton", 12, 3),
    "turnto:6": ("TurnToButton", 6),
    "up:12": ("UpButton", 12),
    "waiting:1": ("OpenPageButton", 1),
    "why:12": ("WhyButton", 12),
}
OLD_FORMS = {
    "edit:12": ("EditModal", 1, ["answer", "question"]),
    "give:12": ("GiveModal", 1, ["answer", "question"]),
    "names": ("NamesModal", 0, ["names"]),
    "paste": ("PasteModal", 0, ["link", "name", "text"]),
    "sureness:1:1234567890123456789": ("SurenessModal", 2, ["sureness"]),
    "trial": ("TrialModal", 0, ["question"]),
    "whynot:12": ("WhyNotModal", 1, ["comment", "reason"]),
}
KINDS: list[type[NumberedButton] | type[NumberedMenu]] = [*BUTTONS, *MENUS]


def made(kind: Any, numbers: tuple[int, ...]) -> str:
    """The custom id that it is sent with today."""
    item = kind("x", *numbers) if issubclass(kind, NumberedButton) else kind(ui.Select[Any](), *numbers)
    return str(item.item.custom_id)


@pytest.mark.parametrize("custom_id", OLD)
def test_button_or_menu_of_old_is_understood(custom_id: str) -> None:
    matches = {kind: kind.__discord_ui_compiled_template__.fullmatch(custom_id) for kind in KINDS}

    read = {kind: tuple(map(int, match.groups())) for kind, match in matches.items() if match}

    assert [(kind.__name__, *numbers) for kind, numbers in read.items()] == [OLD[custom_id]]
    assert [made(kind, numbers) for kind, numbers in read.items()] == [custom_id]


@pytest.mark.parametrize("custom_id", OLD_FORMS)
def test_form_of_old_is_understood(custom_id: str) -> None:
    name, *numbers = custom_id.split(":")
    form = FORMS[name]

    assert (form.__name__, form.counted, sorted(form.fields)) == OLD_FORMS[custom_id]
    assert len(numbers) == form.counted


def test_pages_of_old_are_what_they_were() -> None:
    shown = {page.name.lower(): (page.value, PAGES[page].__name__) for page in Page}

    assert shown == {
        "settings": (0, "settings_page"),
        "channel": (1, "channel_page"),
        "roles": (2, "roles_page"),
        "places": (3, "places_page"),
        "knowledge": (4, "knowledge_page"),
        "trial": (5, "trial_page"),
        "check": (6, "check_page"),
    }


def test_every_kind_that_there_is_belongs_to_a_feature_and_stands_here() -> None:
    items = {*NumberedButton.__subclasses__(), *NumberedMenu.__subclasses__()}

    own = {kind for kind in {*items, *NumberedModal.__subclasses__()} if kind.__module__.startswith("bot.")}

    assert own == {*KINDS, *FORMS.values()}
    assert {kind.__name__ for kind in own} == {name for name, *_ in [*OLD.values(), *OLD_FORMS.values()]}
