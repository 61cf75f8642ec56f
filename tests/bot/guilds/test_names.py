import pytest

from bot.guilds.names import names_in, server_names


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Lantern Hollow", ("Lantern Hollow",)),
        ("🔥 Lantern Hollow [EU]", ("🔥 Lantern Hollow [EU]", "Lantern Hollow")),
        ("LuckPerms | Support", ("LuckPerms | Support",)),
        ("Mo's Book-Club - the best one", ("Mo's Book-Club - the best one", "Mo's Book-Club", "the best one")),
    ],
)
def test_server_is_called_by_its_name_without_what_adorns_it(name: str, names: tuple[str, ...]) -> None:
    assert server_names(name) == names


def test_names_are_read_as_people_type_them() -> None:
    assert names_in(" 5e, D&D;Sword  Coast\n\n5E ") == ("5E", "D&D", "Sword Coast")
