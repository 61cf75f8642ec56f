"""Discord's numbers for what there are several kinds of, and its flags.

Source: https://discord.com/developers/docs/resources
"""

# Channels.
TEXT, VOICE, CATEGORY, NEWS, FORUM = 0, 2, 4, 5, 15
NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12

# Messages.
DEFAULT, REPLY, THREAD_STARTER, SLASH_COMMAND, MENU_COMMAND = 0, 19, 21, 20, 23
SUPPRESS_EMBEDS, EPHEMERAL, LOADING, HAS_THREAD, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 5, 1 << 15

# Commands.
SLASH, ON_USER, ON_MESSAGE = 1, 2, 3

# Interactions, and answers to them.
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
