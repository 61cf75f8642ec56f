"""A Discord of one machine: what the tests and newcomers use instead of the real one.

It speaks REST v10 and gateway v10 on loopback, as strictly as Discord: limits, permissions, intents, the three seconds
for an answer. The bot is pointed at it by two variables, `DISCORD_API_URL=sandbox.url` and
`DISCORD_TOKEN=sandbox.token`; a client in the same process by its own means. People are driven from Python::

    async with Sandbox() as sandbox:
        guild = sandbox.guild("Observatory", owner="Olga")
        channel = guild.text("general")              # text(…, private=True), forum("help", tags=("done",)), role(…)
        mia, ada = sandbox.user("Mia"), sandbox.user("Ada", locale="de")
        guild.join(mia)
        guild.join(ada, guild.role("Helper"), permissions=Permission.MANAGE_GUILD)
        ...                                          # start the bot
        await sandbox.ready()                        # it has connected and registered its commands

        message = await mia.write(channel, f"{sandbox.bot.mention} who attended?")   # reply_to=, files=[(name, bytes)]
        reply = await message.reply_from_bot()       # raises NoAnswer, saying what the bot did instead
        reply.text, reply.content, reply.embeds, reply.buttons, reply.attachments, reply.reactions, reply.pinged

        asked = await mia.slash(channel, "ask", question="…")     # "knowledge reload" for subcommands
        asked.response, asked.deferred, asked.ephemeral, asked.followups, asked.modal
        await mia.autocomplete(channel, "ask", {"document": "Tian"}, focused="document")   # [Choice(name, value), …]
        await mia.menu(message, "Find an answer")    # a person's menu: mia.menu(ada, "Look up", channel)
        await mia.click(reply, "More")               # by label or custom id; for links see reply.buttons
        await mia.select(reply, "Long")              # by label or value; menu= if there are several
        await mia.submit(asked, {"Your answer": "…"})             # the modal that an interaction opened
        await mia.write(mia.direct(), "in private")
        post = await mia.open_post(forum, "Title", "Question?");  post.starter, post.history()

        mia.sees(reply), mia.reads(channel), mia.commands(channel)      # ephemeral ones and hidden commands left out
        await reply.until(lambda: reply.edits > 0)   # any condition, on a message, channel or interaction

What Discord's client would not offer raises NotOffered; what its server refuses, ApiError, for people as for the bot.

To listen: `sandbox.world.listen(heard.append)` is told every fact, such as MessagePosted(message), also those that no
bot may know; the gateway and the terminal are such listeners.

To look at: `sandbox.requests` (method, route, body, status, answer, took), `sandbox.unanswered()`,
`sandbox.violations` (against the schema that DISCORD_OPENAPI names), `sandbox.gateway.identified` and `.resumed`,
`sandbox.world.commands`.

To break: `sandbox.faults.fail("POST /channels/*/messages", 502, times=2)`, `.slow(route, seconds)`, `.too_many(route)`,
`.hang_up(route, after=True)`, `.break_off(route)`, all of them also for the gateway's handshake, "CONNECT /gateway";
`sandbox.objections.refuse("components.*.url")` for a part of a message;
`sandbox.ratelimits.enforce(route, limit, per)`; `sandbox.gateway.drop(code)`, `.ask_to_reconnect()`, `.invalidate()`,
`.refuse_resumes()`; `sandbox.clock.advance(16 * 60)` to let tokens expire; `guild.leave(sandbox.bot)`;
`channel.permit(guild.everyone, deny=Permission.SEND_MESSAGES)`; `guild.grant_command("knowledge", mia)`.

It stands in layers, each of which imports those before it alone: `state` (records and facts), `rules` (what Discord
allows), `world` (deeds that change state and tell facts) and `wire` (state ↔ Discord's JSON), then `rest`, `gateway`
and `people`, who call and listen, `sandbox`, and `play` on top.
"""

from bot.sandbox.people.guilds import Guild, GuildChannel
from bot.sandbox.people.person import Choice, Person
from bot.sandbox.rules.errors import ApiError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.state import Json
from bot.sandbox.state.intents import NO_INTENT, Intent
from bot.sandbox.state.interactions import Interaction
from bot.sandbox.state.people import Role, User
from bot.sandbox.state.permissions import Permission
from bot.sandbox.state.places import Channel, DirectChannel, Member, Message, Thread
from bot.sandbox.state.requests import Request
from bot.sandbox.state.waiting import NoAnswer, NotOffered

__all__ = [
    "NO_INTENT",
    "ApiError",
    "Channel",
    "Choice",
    "DirectChannel",
    "Guild",
    "GuildChannel",
    "Intent",
    "Interaction",
    "Json",
    "Member",
    "Message",
    "NoAnswer",
    "NotOffered",
    "Permission",
    "Person",
    "Request",
    "Role",
    "Sandbox",
    "Thread",
    "User",
]
